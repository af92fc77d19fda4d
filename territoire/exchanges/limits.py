"""How much a file may hold, and why no more. Each limit is said to who sends a file beyond it."""

#: A file of a million actors with their places weighs about 100 MB; the page that takes files is stricter.
MOST_BYTES = 200_000_000
#: What spreadsheets hold (2^20), so that what was made in one fits.
MOST_ROWS = 1_048_576
#: Real registers have under 100 columns; more is a table laid on its side, or a hostile one.
MOST_COLUMNS = 500
#: In a workbook, rows times columns: what one child process reads within its memory.
MOST_CELLS = 20_000_000
MOST_SHEETS = 50
#: What csv reads in one cell: beyond, a quotation mark was not closed.
LONGEST_CELL = 131_072
#: A record of more lines is a quotation mark that was not closed.
MOST_LINES_IN_RECORD = 500
#: What a workbook, which is a ZIP, may unfold into; XML of sheets folds ten to thirty times.
MOST_UNZIPPED_BYTES = 1_000_000_000
MOST_UNZIPPED_RATIO = 200
#: Below this size, a high ratio is harmless (a sheet of zeros).
UNZIPPED_BYTES_BELOW_SUSPICION = 20_000_000
MOST_ZIP_MEMBERS = 2_000
#: JSON is read whole, in five to ten times its size of memory.
MOST_JSON_BYTES = 60_000_000
MOST_JSON_DEPTH = 60
#: GEXF and GraphML nest groups of nodes; nobody nests sixty.
MOST_XML_DEPTH = 60
MOST_NODES = 1_000_000
#: The child process that opens workbooks: memory in bytes, time of computing in seconds.
CHILD_MEMORY = 2_000_000_000
CHILD_SECONDS = 120
#: Names pasted in a box.
MOST_NAMES = 5_000
