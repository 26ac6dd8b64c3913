package report

import "fwptracker/internal/workplan"

// document is a report in words and numbers, ready to be set: every form that people read is made of the same blocks, so that none of them can
// say something else.
type document struct {
	voice
	title    string
	subtitle string
	about    about
	blocks   []block
}

// about is what a file tells of itself.
type about struct {
	author  string
	subject string
	// circle ends the subject: it says for whom the file is, and is never cut off.
	circle   string
	keywords string
	made     moment
}

// block is a heading, paragraph, facts, table, figure or turn.
type block any

// heading opens a part; level 1 is the highest below the title. Its id is unique in the document.
type heading struct {
	Level int
	Text  string
	ID    string
}

// paragraph is running text.
type paragraph struct {
	Text string
	// Note marks what explains, such as how a number is reckoned.
	Note bool
}

// facts are labelled values, one to a line.
type facts []fact

type fact struct{ Label, Value string }

// table is rows under named columns; the first cell of a row names it. Where there are no rows, the words in Empty stand in its place.
type table struct {
	Caption string
	Columns []column
	Rows    [][]cell
	// Total says that the last row sums up the others.
	Total bool
	Empty string
}

// column is named by its Head; Weight is its share of the width; numbers stand to the right; what is Kept stays on one line.
type column struct {
	Head    string
	Weight  int
	Numeric bool
	Kept    bool
}

// Share is the width of a column in per cent of the table.
func (t table) Share(n int) int {
	sum := 0
	for _, c := range t.Columns {
		sum += c.Weight
	}
	return 100 * t.Columns[n].Weight / sum
}

// cell is one or more lines. Status marks a cell that names one.
type cell struct {
	Lines  []line
	Status workplan.Status
}

// line is a text, after a label where it has one; Link makes the text lead somewhere.
type line struct{ Label, Text, Link string }

// Lead is the label as it stands before the text.
func (l line) Lead() string {
	if l.Label == "" || l.Text == "" {
		return l.Label
	}
	return l.Label + ":"
}

// figure is a chart with what it shows in words, and with its numbers as a table.
type figure struct {
	Title string
	Alt   string
	Chart chart
	Data  table
}

// turn begins a new page, in landscape or upright.
type turn struct{ Landscape bool }

// say is a cell of one line.
func say(text string) cell { return cell{Lines: []line{{Text: text}}} }
