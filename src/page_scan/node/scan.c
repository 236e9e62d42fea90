/*-------------------------------------------------------------------------
 *
 * scan.c
 *	  Read the rows of a page scan and count them.
 *
 * heap_getnext() brings each page, and returns its first visible tuple; the
 * others are read from the scan descriptor.  See README.
 *
 *-------------------------------------------------------------------------
 */
#include "scan.h"

#include "executor/instrument.h"

/*
 * Not before the joined relations were read: if there is nothing to join, the
 * table is neither locked against writers that are serializable nor counted as
 * scanned, as in the ordinary plan.
 */
static void
begin_heap_scan(PageScanState *state)
{
	if (state->scan == NULL)
		state->scan = page_scan_begin_table(&state->base.ss, NULL);
	if (!(state->scan->rs_flags & SO_ALLOW_PAGEMODE))
		elog(ERROR, "page scan needs an MVCC snapshot");
}

/*
 * Go to the next page that has visible tuples.
 *
 * heap_getnext() keeps the buffer pinned until it goes on, but holds no lock on its
 * content.  Tuples that were found visible stay where they are all the same: to
 * prune or move them takes a cleanup lock, which nobody gets while we have the pin.
 * Others may only set hint bits and xmax; of a tuple's header nothing is read here
 * but what never changes.
 */
static bool
go_to_next_page(PageScanState *state)
{
	HeapScanDesc scan;

	CHECK_FOR_INTERRUPTS();
	begin_heap_scan(state);
	scan = (HeapScanDesc) state->scan;
	if (scan->rs_inited && scan->rs_ntuples > 0)
		scan->rs_cindex = scan->rs_ntuples - 1;
	page_reader_prefetch(state->reader);
	if (heap_getnext(state->scan, ForwardScanDirection) == NULL)
		return false;
	page_reader_set_page(state->reader, scan);
	page_scan_count_tuples(state->base.ss.ss_currentRelation,
						   state->reader->rows - 1);
	return true;
}

/*
 * Compute what is counted of the selected rows, which are joined.
 */
static void
compute_states(PageScanState *state)
{
	if (state->counts_joined)
		page_joins_load(state->joins, state->selection);
	page_states_compute(state->states, state->selection);
}

/*
 * Select the rows of the page that pass the filter, load their columns, and
 * compute what is counted.
 */
static void
select_rows(PageScanState *state)
{
	PageReader *reader = state->reader;
	PageJoins  *joins = state->joins;

	state->rows->all.count = reader->rows;
	state->selection = page_filter_apply(state->filter, &state->rows->all,
										 &state->rows->passed);
	InstrCountFiltered1(&state->base, reader->rows - state->selection->count);
	if (joins != NULL && page_joins_have_batches(joins))
		page_reader_load_all(reader, state->selection);
	if (joins != NULL)
		state->selection = page_joins_probe(joins, state->selection);
	page_reader_load_all(reader, state->selection);
	compute_states(state);
}

/*
 * Read the next rows that were spilled or deferred, all of which pass the filter.
 */
static bool
read_written_rows(PageScanState *state)
{
	PageJoins  *joins = state->joins;

	CHECK_FOR_INTERRUPTS();
	state->rows->all.count = joins != NULL ? page_joins_read_deferred(joins) :
		page_spill_read(state->spill);
	if (state->rows->all.count == 0)
		return false;
	state->selection = &state->rows->all;
	if (joins != NULL)
		state->selection = page_joins_probe(joins, state->selection);
	compute_states(state);
	return true;
}

/*
 * Go on to rows to be counted: those of the current page again if they match
 * more of the rows joined, or those of the next page.
 */
static bool
go_to_next_rows(PageScanState *state)
{
	if (state->joins != NULL)
	{
		const PageSelection *more = page_joins_next_match(state->joins);

		/* A row may have as many matches as the other relation has rows. */
		CHECK_FOR_INTERRUPTS();
		if (more != NULL)
		{
			state->selection = more;
			if (state->counts_joined)
				compute_states(state);
			return true;
		}
	}
	if (state->from_file)
		return read_written_rows(state);
	if (state->joins != NULL && !page_joins_build(state->joins))
		return false;
	if (!go_to_next_page(state))
		return false;
	select_rows(state);
	return true;
}

static void
add_rows(PageScanState *state, const PageSelection *rows)
{
	PageRowGroups groups = {
		.only = state->grouped ? NULL : state->rows->group[0],
		.each = state->rows->group,
		.values = page_groups_values(state->groups)
	};

	state->statistics.rows += rows->count;
	page_states_add(state->states, rows, &groups);
}

/*
 * Count the selected rows.  Return false if some of them remain until the groups
 * so far are emitted.
 */
static bool
count_rows(PageScanState *state)
{
	const PageSelection *rows = state->selection;
	PageSelection *overflow = &state->rows->overflow;

	if (rows->count == 0)
		return true;
	page_states_prepare(state->states, state->groups, rows);
	if (state->grouped)
		page_groups_find(state->groups, rows, state->rows->group,
						 &state->rows->ready, overflow);
	else
		state->rows->group[0] = page_groups_only(state->groups);
	if (likely(overflow->count == 0))
	{
		add_rows(state, rows);
		return true;
	}
	add_rows(state, &state->rows->ready);
	if (state->spill != NULL)
	{
		page_spill_write(state->spill, overflow, state->groups);
		return true;
	}
	memcpy(&state->rows->pending, overflow, sizeof(PageSelection));
	state->selection = &state->rows->pending;
	return false;
}

/*
 * Read pages until there are groups to emit.
 */
void
page_scan_fill_groups(PageScanState *state)
{
	while (state->page_pending || go_to_next_rows(state))
	{
		state->page_pending = !count_rows(state);
		if (state->page_pending)
			return;
	}
	state->at_end = true;
	if (!state->grouped)
		(void) page_groups_only(state->groups);
}
