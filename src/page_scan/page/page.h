/*-------------------------------------------------------------------------
 *
 * page.h
 *	  A heap page as columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_PAGE_H
#define SATISFACTION_PAGE_SCAN_PAGE_H

#include "../settings.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "executor/tuptable.h"
#include "storage/buffile.h"

/*
 * layout.c, page.c
 *
 * Rows of the page are numbered from 0; a selection lists some, ascending.
 */
typedef uint16 PageRow;

typedef struct PageSelection
{
	int			count;
	PageRow		rows[MaxHeapTuplesPerPage];
} PageSelection;

/*
 * Which attributes are there: a bit for each of the first eight of a row, or
 * of the last eight.
 */
typedef uint8 PagePattern;

#define PAGE_PATTERNS		256
#define PAGE_PATTERN_FULL	((PagePattern) (PAGE_PATTERNS - 1))

/*
 * Markers in PageColumn.offset for a NULL.  Offsets from the start of the data,
 * after the row's header, are not negative; a value that is read there for a NULL
 * is not used.  Offsets from the end are all negative.
 */
#define PAGE_FRONT_NULL		(-(int) sizeof(int64))
#define PAGE_BACK_NULL		0
#define PAGE_BACK_UNKNOWN	1	/* the row must be walked */

/* How a column is located. */
typedef enum PagePlace
{
	PAGE_FRONT,					/* before it all columns have a fixed width */
	PAGE_BACK,					/* or after it */
	PAGE_BETWEEN				/* neither */
} PagePlace;

/*
 * The canonical form of a value passed by value; others are returned as they
 * are.  Functions leave different things in the upper bits of a Datum: the same
 * integer or OID may be sign-extended by one and zero-extended by another.
 * Whatever is compared, hashed or counted as 64 bits has come through here.
 */
static inline Datum
page_canonical_datum(Datum value, bool by_value, int length)
{
	if (!by_value)
		return value;
	switch (length)
	{
		case 1:
			return Int64GetDatum((int64) DatumGetChar(value));
		case 2:
			return Int64GetDatum((int64) DatumGetInt16(value));
		case 4:
			return Int64GetDatum((int64) DatumGetInt32(value));
		default:
			return value;
	}
}

typedef struct PageColumn
{
	AttrNumber	attnum;
	int16		length;
	bool		by_value;
	PagePlace	place;
	bool		loaded;			/* for the page */
	int16		offset[PAGE_PATTERNS];	/* from start or end of the data */
	Datum		values[MaxHeapTuplesPerPage];	/* canonical, 0 where NULL */
	bool		nulls[MaxHeapTuplesPerPage];
} PageColumn;

/* An attribute, to be loaded or skipped. */
typedef struct PageAttribute
{
	PageColumn *column;			/* NULL unless it is needed */
	int16		length;
	uint8		align;			/* in bytes */
	bool		by_value;
} PageAttribute;

typedef struct PageReader
{
	TupleDesc	descriptor;
	int			stored;			/* attributes of a row of today */
	PageAttribute *attribute;
	int			columns;
	PageColumn **column;		/* by ascending attnum, then the joined ones */
	int			joined;			/* columns of joined relations */
	PageColumn *lead;			/* column that is loaded first, for every row */
	int			front;			/* the last attribute needed of the front */
	int			skip;			/* attributes of fixed width before others */
	int			skip_length;
	int			skip_bits;		/* of rows that have NULL */
	bool		has_front[PAGE_PATTERNS];	/* offsets are in the columns */
	bool		has_back[PAGE_PATTERNS];
	const char *page;			/* the current one */
	const char *following_page; /* a guess where it is */
	const OffsetNumber *offsets;	/* of the rows of the page */
	int			rows;			/* of the current page */
	bool		has_data;		/* for columns of the front: */

	/* start of the row's data, or NULL if it must be walked */
	const char *data[MaxHeapTuplesPerPage];
	PagePattern pattern[MaxHeapTuplesPerPage];

	/* how far a row was walked: attributes, and bytes of its data */
	uint16		walked[MaxHeapTuplesPerPage];
	uint16		walked_bytes[MaxHeapTuplesPerPage];
} PageReader;

/* The first of the last eight attributes. */
static inline int
page_layout_last(const PageReader *reader)
{
	return Max(reader->stored - BITS_PER_BYTE, 0);
}

/* layout.c */
extern void page_layout_front(PageReader *reader, PagePattern pattern);
extern void page_layout_back(PageReader *reader, PagePattern pattern);
extern PageReader *page_reader_begin(TupleDesc descriptor, int columns,
									 const AttrNumber *attnums);
extern void page_reader_add_joined(PageReader *reader, int joined);

/* page.c */
extern void page_reader_set_lead(PageReader *reader, int column);
extern void page_reader_prefetch(const PageReader *reader);
extern void page_reader_set_page(PageReader *reader, HeapScanDesc scan);
extern void page_reader_load(PageReader *reader, int column,
							 const PageSelection *selection);
extern void page_reader_load_all(PageReader *reader,
								 const PageSelection *selection);

/* Store a row's values in the first columns of a slot. */
static inline void
page_reader_row(const PageReader *reader, PageRow row, TupleTableSlot *slot)
{
	for (int i = 0; i < reader->columns + reader->joined; i++)
	{
		slot->tts_values[i] = reader->column[i]->values[row];
		slot->tts_isnull[i] = reader->column[i]->nulls[row];
	}
}

/* row_file.c */
typedef struct PageRowFormat PageRowFormat;
typedef struct PageRowFile PageRowFile;

extern PageRowFormat *page_row_format_begin(PageReader *reader,
											Bitmapset *needed);
extern PageRowFile *page_row_file_create(PageRowFormat *format);
extern void page_row_file_close(PageRowFile *file);
extern void page_row_file_write(PageRowFile *file, PageRow row);
extern void page_row_file_rewind(PageRowFile *file);
extern int	page_row_file_read(PageRowFile *file);
extern void page_file_rewind(BufFile *file);
extern void page_file_read(BufFile *file, void *bytes, Size length);

/* row_batch.c */
/* The rows whose hashes begin with some bits. */
typedef struct PageBatch
{
	int			bits;
	uint32		first;			/* hash */
	PageRowFile *rows;			/* of the table, or NULL */
	BufFile    *tuples;			/* of a joined relation, or NULL */
	int64		tuple_count;
	int64		tuples_left;	/* to be read */
} PageBatch;

typedef struct PageBatches
{
	PageRowFormat *format;
	MemoryContext memory;		/* of files and their buffers */
	int			count;			/* at least 1 */
	int			most;			/* batches that there have been, or 0 */
	int			current;
	PageBatch  *batch;
} PageBatches;

extern PageBatches *page_batches_begin(PageRowFormat *format);
extern int	page_batches_most_bits(void);
extern bool page_batches_can_divide(const PageBatches *batches);
extern void page_batches_divide(PageBatches *batches, int bits);
extern int	page_batches_find(const PageBatches *batches, uint32 hash);
extern void page_batches_write(PageBatches *batches, uint32 hash, PageRow row);
extern PageRowFile *page_batches_next(PageBatches *batches);
extern void page_batches_reset(PageBatches *batches, bool keep);

#endif							/* SATISFACTION_PAGE_SCAN_PAGE_H */
