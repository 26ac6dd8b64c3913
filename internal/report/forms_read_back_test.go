package report

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"fwptracker/internal/workplan"
)

// told is what a form for people says: its running text, and its tables with their heads as first rows.
type told struct {
	text   []string
	tables [][][]string
}

var (
	inBriefForm = regexp.MustCompile(`Overdue: (\d+)\. Completed late: (\d+)\.(?:.* nothing was reported since .*: (\d+)\.)?`)
	rateForm    = regexp.MustCompile(`(\d+) of (\d+) \(\d+ %\)`)
)

// totals finds the numbers: tables by the words that head them, the rest in the sentences of the summary.
func (d told) totals(t *rapid.T) totals {
	all := totals{Groups: map[string]groupTotals{}}
	for _, table := range d.tables {
		switch head := table[0]; {
		case head[0] == "Status" && head[1] == "One-off items":
			for n := range workplan.Statuses {
				all.OneOff[n], all.Continuing[n] = integer(t, table[n+1][1]), integer(t, table[n+1][2])
			}
			all.Items = integer(t, table[len(workplan.Statuses)+1][3])
		case slices.Contains([]string{"Objective", "Lead", "Topic"}, head[0]) && head[1] == "Planned":
			for _, row := range table[1:] {
				g := groupTotals{Continuing: integer(t, row[7]), Overdue: integer(t, row[8])}
				for n := range workplan.Statuses {
					g.OneOff[n] = integer(t, row[n+1])
				}
				g.Numerator, g.Denominator = rateIn(t, row[9])
				all.Groups[head[0]+": "+row[0]] = g
			}
		}
	}
	for _, text := range d.text {
		if m := inBriefForm.FindStringSubmatch(text); m != nil {
			all.Overdue, all.Late = integer(t, m[1]), integer(t, m[2])
			if m[3] != "" {
				all.Silent = integer(t, m[3])
			}
		}
		if strings.HasPrefix(text, "Completion rate: ") {
			all.Numerator, all.Denominator = rateIn(t, text)
		}
	}
	return all
}

func rateIn(t *rapid.T, text string) (numerator, denominator int) {
	m := rateForm.FindStringSubmatch(text)
	if m == nil {
		return 0, 0
	}
	return integer(t, m[1]), integer(t, m[2])
}

func integer(t *rapid.T, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%q stands where a number should", s)
	}
	return n
}

// readCSV counts the rows; the rate follows from its rule.
func readCSV(t *rapid.T, data []byte) totals {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all totals
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[slices.Index(rows[0], name)] }
		status := slices.Index(workplan.Statuses, workplan.Status(cell("status")))
		all.Items++
		if cell("nature") == "continuing" {
			all.Continuing[status]++
		} else {
			all.OneOff[status]++
		}
		all.Overdue += min(1, integer(t, cell("overdue_days")))
		all.Late += strings.Count(cell("late"), "true")
		all.Silent += strings.Count(cell("silent"), "true")
	}
	for n, s := range workplan.Statuses {
		if s != workplan.StatusWithdrawn && s != workplan.StatusCarriedOver {
			all.Denominator += all.OneOff[n]
		}
		if s == workplan.StatusCompleted {
			all.Numerator = all.OneOff[n]
		}
	}
	return all
}

// readXLSX reads the first sheet, and holds the sheet of items to having as many rows.
func readXLSX(t *rapid.T, data []byte) totals {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	all := totals{Groups: map[string]groupTotals{}}
	for n := 0; n < len(rows); n++ {
		row := rows[n]
		switch {
		case len(row) == 4 && slices.Contains(statusNames(), row[0]):
			s := slices.Index(statusNames(), row[0])
			all.OneOff[s], all.Continuing[s] = integer(t, row[1]), integer(t, row[2])
		case len(row) == 4 && row[0] == "All":
			all.Items = integer(t, row[3])
		case len(row) > 10 && row[1] == "Planned":
			for n++; n < len(rows) && len(rows[n]) > 10; n++ {
				all.Groups[row[0]+": "+rows[n][0]] = groupOf(t, row, rows[n])
			}
		case len(row) == 2:
			if into, ok := map[string]*int{"Overdue": &all.Overdue, "Silent": &all.Silent, "Completed late": &all.Late,
				"Completed, counting towards the rate": &all.Numerator, "Counting towards the rate": &all.Denominator}[row[0]]; ok {
				*into = integer(t, row[1])
			}
		}
	}
	items, err := f.GetRows("Items")
	if err != nil || max(len(items)-1, 1) != max(all.Items, 1) {
		t.Errorf("%d rows of items, where the summary counts %d: %v", len(items)-1, all.Items, err)
	}
	return all
}

func groupOf(t *rapid.T, head, row []string) groupTotals {
	cell := func(name string) int { return integer(t, row[slices.Index(head, name)]) }
	g := groupTotals{Continuing: cell("Continuing"), Overdue: cell("Overdue"), Numerator: cell("Completed, counting"), Denominator: cell("Counting")}
	for n, s := range statusNames() {
		g.OneOff[n] = cell(s)
	}
	return g
}

func statusNames() []string {
	var names []string
	for _, s := range workplan.Statuses {
		names = append(names, english.word(s))
	}
	return names
}

// readMarkdown reads tables and lines.
func readMarkdown(text string) told {
	var d told
	inTable := false
	for line := range strings.SplitSeq(text, "\n") {
		cells := regexp.MustCompile(`(?:\\.|[^|\\])*\|`).FindAllString(strings.TrimPrefix(line, "|"), -1)
		row := make([]string, len(cells))
		for n, c := range cells {
			row[n] = unmarked(strings.TrimSuffix(c, "|"))
		}
		switch {
		case !strings.HasPrefix(line, "|"):
			d.text, inTable = append(d.text, unmarked(line)), false
		case strings.HasPrefix(line, "|---"):
		case inTable:
			d.tables[len(d.tables)-1] = append(d.tables[len(d.tables)-1], row)
		default:
			d.tables, inTable = append(d.tables, [][]string{row}), true
		}
	}
	return d
}

// unmarked undoes what keeps a text from being taken for Markdown.
func unmarked(s string) string {
	s = regexp.MustCompile(`\\(.)`).ReplaceAllString(strings.TrimSpace(s), "$1")
	return strings.ReplaceAll(s, "&amp;", "&")
}

// readHTML reads tables and paragraphs.
func readHTML(t *rapid.T, data []byte) told {
	page, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var d told
	for n := range page.Descendants() {
		switch n.Data {
		case "p":
			d.text = append(d.text, textOf(n))
		case "table":
			d.tables = append(d.tables, nil)
		case "tr":
			last := &d.tables[len(d.tables)-1]
			*last = append(*last, nil)
		case "th", "td":
			rows := d.tables[len(d.tables)-1]
			rows[len(rows)-1] = append(rows[len(rows)-1], textOf(n))
		}
	}
	return d
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
