/*-------------------------------------------------------------------------
 *
 * driver.c
 *	  Runs a fuzz target without clang's libFuzzer: every seed, and then
 *	  mutations of the seeds, a fixed number of them.
 *
 *	  driver runs seed-of-the-random-numbers file ...
 *
 *-------------------------------------------------------------------------
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SEEDS	256
#define MAX_LENGTH	4096

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Seed
{
	uint8_t		data[MAX_LENGTH];
	size_t		size;
} Seed;

static Seed seeds[MAX_SEEDS];
static int	seed_count;
static uint64_t state;

/* xorshift64*: https://vigna.di.unimi.it/ftp/papers/xorshift.pdf */
static uint32_t
next_random(uint32_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t) ((state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static void
read_seed(const char *path)
{
	FILE	   *file = fopen(path, "rb");

	if (file == NULL || seed_count == MAX_SEEDS)
	{
		fprintf(stderr, "could not read %s\n", path);
		exit(2);
	}
	seeds[seed_count].size = fread(seeds[seed_count].data, 1, MAX_LENGTH, file);
	seed_count++;
	fclose(file);
}

/* Bytes that bring a reader to its limits. */
static void
insert_token(Seed *input, size_t place)
{
	static const char *const tokens[] = {
		"9223372036854775807", "9223372036854775808", "1e300", "1e308",
		"\xff\xff\xff\xff\xff\xff\xff\x7f", "{", "}", ":", "(", ",", "-0", "nan",
		"100", "101", "\x01\x01\x01\x01\x01\x01\xf0\x7f", "1e-320"
	};
	const char *token = tokens[next_random(sizeof(tokens) / sizeof(tokens[0]))];
	size_t		length = strlen(token);

	if (input->size + length > MAX_LENGTH)
		return;
	memmove(input->data + place + length, input->data + place,
			input->size - place);
	memcpy(input->data + place, token, length);
	input->size += length;
}

static void
mutate(Seed *input)
{
	size_t		place = input->size > 0 ? next_random((uint32_t) input->size) : 0;
	const Seed *other = &seeds[next_random((uint32_t) seed_count)];

	switch (next_random(6))
	{
		case 0:
			insert_token(input, place);
			break;
		case 1:
			input->size = place;
			break;
		case 2:					/* the tail of another seed */
			if (place < other->size)
			{
				memcpy(input->data + place, other->data + place,
					   other->size - place);
				input->size = other->size;
			}
			break;
		case 3:
			if (input->size > 0)
				input->data[place] ^= (uint8_t) (1 << next_random(8));
			break;
		default:
			if (input->size > 0)
				input->data[place] = (uint8_t) next_random(256);
			break;
	}
}

int
main(int argc, char **argv)
{
	long		runs = argc > 2 ? atol(argv[1]) : 0;
	Seed		input;

	if (argc < 4)
	{
		fprintf(stderr, "usage: driver runs random-seed file ...\n");
		return 2;
	}
	state = strtoull(argv[2], NULL, 10) * 2 + 1;
	for (int i = 3; i < argc; i++)
		read_seed(argv[i]);
	for (int i = 0; i < seed_count; i++)
		(void) LLVMFuzzerTestOneInput(seeds[i].data, seeds[i].size);
	for (long run = 0; run < runs; run++)
	{
		input = seeds[next_random((uint32_t) seed_count)];
		for (uint32_t i = 1 + next_random(4); i > 0; i--)
			mutate(&input);
		(void) LLVMFuzzerTestOneInput(input.data, input.size);
	}
	printf("%ld inputs and %d seeds\n", runs, seed_count);
	return 0;
}
