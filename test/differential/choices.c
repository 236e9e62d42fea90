/*-------------------------------------------------------------------------
 *
 * choices.c
 *	  Random numbers that can be replayed and reduced, and text that grows.
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "differential.h"

void
die(const char *format, ...)
{
	va_list		arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(2);
}

void
text_clear(Text *text)
{
	text->length = 0;
	if (text->data != NULL)
		text->data[0] = '\0';
}

void
text_add(Text *text, const char *format, ...)
{
	va_list		arguments;
	int			needed;

	va_start(arguments, format);
	needed = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (text->length + needed + 1 > text->size)
	{
		text->size = 2 * (text->length + needed + 1);
		text->data = realloc(text->data, text->size);
		if (text->data == NULL)
			die("out of memory");
	}
	va_start(arguments, format);
	vsnprintf(text->data + text->length, needed + 1, format, arguments);
	va_end(arguments);
	text->length += needed;
}

/* splitmix64: https://prng.di.unimi.it/splitmix64.c, by S. Vigna, public domain */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t	z = (*state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

/* Mixed, as the streams of states one step apart are the same but for a step. */
void
choices_begin(Choices *choices, uint64_t seed)
{
	choices->state = seed;
	choices->state = next_random(&choices->state);
	choices->replay = false;
	choices->count = 0;
	choices->next = 0;
}

void
choices_replay(Choices *choices)
{
	choices->replay = true;
	choices->next = 0;
}

/*
 * A number from 0 to alternatives - 1.
 */
int
choose(Choices *choices, int alternatives)
{
	int			value = 0;

	if (choices->replay)
	{
		if (choices->next < choices->count)
			value = choices->value[choices->next] % alternatives;
		choices->next++;
		return value;
	}
	if (choices->count < MAX_CHOICES)
	{
		value = (int) (next_random(&choices->state) % (uint64_t) alternatives);
		choices->value[choices->count++] = value;
	}
	return value;
}

bool
chance(Choices *choices, int percent)
{
	return choose(choices, 100) >= 100 - percent;
}

static bool
try_without(Choices *choices, int start, int length, StillDiffers differs,
			void *context)
{
	Choices		shorter = *choices;

	memmove(shorter.value + start, shorter.value + start + length,
			(shorter.count - start - length) * sizeof(int));
	shorter.count -= length;
	if (!differs(&shorter, context))
		return false;
	*choices = shorter;
	return true;
}

static void
try_lower(Choices *choices, int place, StillDiffers differs, void *context)
{
	Choices		lower = *choices;

	if (lower.value[place] == 0)
		return;
	lower.value[place] = 0;
	if (differs(&lower, context))
		*choices = lower;
}

/*
 * Leave out and lower what can be, until nothing more can.
 */
void
choices_reduce(Choices *choices, StillDiffers differs, void *context)
{
	int			before;

	do
	{
		before = choices->count;
		for (int length = 16; length > 0; length /= 2)
			for (int start = choices->count - length; start >= 0; start -= length)
				(void) try_without(choices, start, length, differs, context);
		for (int place = 0; place < choices->count; place++)
			try_lower(choices, place, differs, context);
	} while (choices->count < before);
}
