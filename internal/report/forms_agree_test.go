package report

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fwptracker/internal/workplan"
)

// totals are the numbers of a report, as far as every form tells them. Groups are named by what they group and their label, such as
// "Lead: Australia"; a form that does not print them leaves them nil.
type totals struct {
	OneOff, Continuing            [6]int
	Overdue, Silent, Late         int
	Items, Numerator, Denominator int
	Groups                        map[string]groupTotals
}

type groupTotals struct {
	OneOff                                      [6]int
	Continuing, Overdue, Numerator, Denominator int
}

// readers read the totals back out of each form. A further form for people needs only its paragraphs and tables: see told.
var readers = map[string]func(t *rapid.T, data []byte) totals{
	"csv":  readCSV,
	"xlsx": readXLSX,
	"md":   func(t *rapid.T, data []byte) totals { return readMarkdown(string(data)).totals(t) },
	"html": func(t *rapid.T, data []byte) totals { return readHTML(t, data).totals(t) },
	"docx": func(t *rapid.T, data []byte) totals { return readDOCX(t, data).totals(t) },
}

// withoutReader are the forms that nothing reads back: a PDF has no tables, only words in places. It is set from the same document as the others,
// and tests of its own find every word of that document in it.
var withoutReader = []string{"pdf"}

func TestEveryFormIsReadBack(t *testing.T) {
	for _, f := range Formats {
		if readers[f.Name] == nil && !slices.Contains(withoutReader, f.Name) {
			t.Errorf("no reader checks what %s says", f.Name)
		}
	}
}

func TestAllFormsAgreeOnAllTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := workplan.BuildReport(drawnSource(t))
		want := totalsOf(r)
		for form, read := range readers {
			f, _ := Named(form)
			var b bytes.Buffer
			if err := f.Render(&b, r, Options{}); err != nil {
				t.Fatal(err)
			}
			got, want := read(t, b.Bytes()), want
			if r.Headline.Items == 0 { // a form need not count nothing under each objective
				want.Groups = map[string]groupTotals{}
				maps.DeleteFunc(got.Groups, func(_ string, g groupTotals) bool { return g == groupTotals{} })
			}
			if got.Groups == nil {
				want.Groups = nil
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s differs from the report:\n%s", form, diff)
			}
		}
	})
}

// totalsOf are those of the report itself.
func totalsOf(r workplan.CompletionReport) totals {
	h := r.Headline
	all := totals{Overdue: h.Overdue, Silent: h.Silent, Late: h.Late, Items: h.Items, Numerator: h.Rate.Numerator, Denominator: h.Rate.Denominator, Groups: map[string]groupTotals{}}
	for n, s := range workplan.Statuses {
		all.OneOff[n], all.Continuing[n] = h.ByStatus[s], h.ContinuingByStatus[s]
	}
	add := func(what, rest string, groups []workplan.Group, label func(workplan.Group) string) {
		for _, g := range groups {
			name := rest
			if g.Key != "" {
				name = label(g)
			}
			c := groupTotals{Continuing: g.Counts.Continuing, Overdue: g.Counts.Overdue, Numerator: g.Counts.Rate.Numerator, Denominator: g.Counts.Rate.Denominator}
			for n, s := range workplan.Statuses {
				c.OneOff[n] = g.Counts.ByStatus[s]
			}
			all.Groups[what+": "+name] = c
		}
	}
	add("Objective", withoutObjective, r.ByObjective, english.objectiveLabel)
	add("Lead", withoutLead, r.ByLead, nameLabel)
	if hasTopics(r) {
		add("Topic", withoutTopic, r.ByTopic, nameLabel)
	}
	return all
}

// drawnSource is the source of a small report: items of any nature and status, reported on any number of times.
func drawnSource(t *rapid.T) workplan.ReportSource {
	words := func(name string, of ...string) workplan.List {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(of), 0, 2, rapid.ID[string]).Draw(t, name)
	}
	partial := rapid.SampledFrom([]workplan.PartialDate{"", "2023", "2024", "2024-Q1", "2024-03", "2024-05-20", "2024-Q3"})
	var items []sourceItem
	for n := range rapid.IntRange(0, 7).Draw(t, "items") {
		i := sourceItem{ref: strconv.Itoa(n + 1), content: workplan.ItemContent{Objective: rapid.IntRange(0, 3).Draw(t, "objective"),
			Nature: rapid.SampledFrom(workplan.Natures).Draw(t, "nature"), Due: partial.Draw(t, "due"), Title: rapid.SampledFrom(hostile).Draw(t, "title") + " title",
			Leads: words("leads", "aus", "idn", "vnm", "iom"), Topics: words("topics", "training", "a|b", "=1+1", "x_y*z")}}
		for range rapid.IntRange(0, 3).Draw(t, "updates") {
			on := workplan.Date("2024-01-10").AddDays(rapid.IntRange(0, 171).Draw(t, "day"))
			status := rapid.SampledFrom(append([]workplan.Status{""}, workplan.Statuses...)).Draw(t, "status")
			i.history = append(i.history, saidBy(on, status, workplan.UpdateContent{Done: rapid.SampledFrom(hostile).Draw(t, "done"), NextSteps: rapid.SampledFrom(hostile).Draw(t, "steps"),
				PlannedCompletion: partial.Draw(t, "planned"), CompletedOn: partial.Draw(t, "completed")}))
		}
		items = append(items, i)
	}
	src := sourceOf(items...)
	if rapid.Bool().Draw(t, "narrowed") {
		src.Scope.Leads = words("scope", "aus", "idn")
	}
	src.WithAnnex = rapid.Bool().Draw(t, "annex")
	return src
}
