package report

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// tableNamed finds a table of a document, also one beside a chart, by how its caption begins.
func tableNamed(t *testing.T, d document, caption string) table {
	t.Helper()
	for _, b := range d.blocks {
		if f, ok := b.(figure); ok {
			b = f.Data
		}
		if tab, ok := b.(table); ok && strings.HasPrefix(tab.Caption, caption) {
			return tab
		}
	}
	t.Fatalf("there is no table %q", caption)
	return table{}
}

// rowText is a row of a table as one text: cells apart by a bar, lines by a slash.
func rowText(row []cell) string {
	cells := make([]string, len(row))
	for n, c := range row {
		lines := make([]string, len(c.Lines))
		for m, l := range c.Lines {
			lines[m] = strings.TrimSpace(l.Lead() + " " + l.Text)
		}
		cells[n] = strings.Join(lines, " / ")
	}
	return strings.Join(cells, " | ")
}

// behalf is a report in which the secretariat posted everything: on an open, a completed and a postponed item, with an opening.
func behalf() workplan.CompletionReport {
	src := sourceOf(
		sourceItem{"1", workplan.ItemContent{Title: "Open", Leads: workplan.List{"aus"}}, []workplan.StatusUpdate{saidBy("2024-06-01", workplan.StatusInProgress, workplan.UpdateContent{Done: "a", Openings: "join"})}},
		sourceItem{"2", workplan.ItemContent{Title: "Done", Leads: workplan.List{"aus"}}, []workplan.StatusUpdate{saidBy("2024-06-01", workplan.StatusCompleted, workplan.UpdateContent{Done: "b", CompletedOn: "2024-06"})}},
		sourceItem{"3", workplan.ItemContent{Title: "Put off", Leads: workplan.List{"aus"}}, []workplan.StatusUpdate{saidBy("2024-06-01", workplan.StatusPostponed, workplan.UpdateContent{Reason: "c"})}},
	)
	src.Earlier = &workplan.EarlierState{AsOf: "2024-03-31", Plan: src.Plan}
	for _, i := range src.Items {
		u := src.Updates[i.ID][1]
		u.OnBehalf = true
		src.Updates[i.ID][1] = u
		i.Standing = workplan.Unreported()
		src.Earlier.Items = append(src.Earlier.Items, i)
	}
	return workplan.BuildReport(src)
}

func TestWhatTheSecretariatPostedIsMarkedWhereverItIsQuoted(t *testing.T) {
	t.Parallel()
	d := compose(behalf(), english)
	for caption, rows := range map[string][]string{
		"One-off items open":     {"1 June 2024, Australia (posted by the secretariat on the lead's behalf) / a", "1 June 2024, Australia (posted by the secretariat on the lead's behalf) / Reason: c"},
		"Completed by":           {"1 June 2024, Australia (posted by the secretariat on the lead's behalf) / b"},
		"Where members":          {"join / Posted by the secretariat on the lead's behalf"},
		"Postponed or withdrawn": {"Australia: c / Posted by the secretariat on the lead's behalf"},
		"What changed":           {"Update 1, 1 June 2024, Australia (posted by the secretariat on the lead's behalf) / a", "(posted by the secretariat on the lead's behalf) / b", "(posted by the secretariat on the lead's behalf) / Reason: c"},
	} {
		tab := tableNamed(t, d, caption)
		for n, want := range rows {
			if n >= len(tab.Rows) || !strings.Contains(rowText(tab.Rows[n]), want) {
				t.Errorf("%s, row %d does not say %q: %d rows", caption, n+1, want, len(tab.Rows))
			}
		}
	}
}

// As of 30 June 2024: the planned day of the first is over, that of the second is ahead, the third has none.
func TestAPlannedDayThatIsPastIsToldAsPast(t *testing.T) {
	t.Parallel()
	plans := func(p workplan.PartialDate) []workplan.StatusUpdate {
		return []workplan.StatusUpdate{saidBy("2024-06-01", workplan.StatusInProgress, workplan.UpdateContent{PlannedCompletion: p})}
	}
	r := workplan.BuildReport(sourceOf(sourceItem{"1", workplan.ItemContent{Due: "2024-05"}, plans("2024-05")}, sourceItem{"2", workplan.ItemContent{Due: "2024-05"}, plans("2024-Q3")},
		sourceItem{"3", workplan.ItemContent{}, plans("")}))
	d := compose(r, english)
	for n, want := range []string{"May 2024 / Overdue by 30 days / Was planned for May 2024, which is over", "May 2024 / Overdue by 30 days / Now planned for: 3rd quarter of 2024", "no due date recorded"} {
		if got := rowText(tableNamed(t, d, "One-off items open").Rows[n][4:5]); got != want {
			t.Errorf("item %d: %q, want %q", n+1, got, want)
		}
	}
	list := tableNamed(t, d, "Open items with a concern")
	if got := rowText(list.Rows[0][3:]); got != "Overdue by 30 days (due May 2024) / Was planned for May 2024, which is over | 1 June 2024 / 29 days before" || len(list.Rows) != 2 {
		t.Errorf("in need of attention: %q, %d rows", got, len(list.Rows))
	}
}

// The list of what needs attention stays short, and says how much it leaves to the tables.
func TestTheListOfWhatNeedsAttentionIsShort(t *testing.T) {
	t.Parallel()
	var items []sourceItem
	for n := range mostInAttention + 2 {
		items = append(items, sourceItem{ref: fmt.Sprint(n + 1), content: workplan.ItemContent{Due: "2024-01"}})
	}
	d := compose(workplan.BuildReport(sourceOf(items...)), english)
	more := false
	for _, b := range d.blocks {
		p, ok := b.(paragraph)
		more = more || ok && strings.HasPrefix(p.Text, "2 items more: ")
	}
	if n := len(tableNamed(t, d, "Open items with a concern").Rows); n != mostInAttention || !more {
		t.Errorf("%d rows; that there are more is said: %v", n, more)
	}
}

// Every change names its cause: the update with its number, who made it and its words, or that the plan itself was changed.
func TestEveryChangeNamesItsCause(t *testing.T) {
	t.Parallel()
	u := saidBy("2024-06-01", "", workplan.UpdateContent{Done: "Put off.", Corrects: 3, CorrectionReason: "slip"})
	u.Number = 4
	decision := workplan.StatusUpdate{Number: 2, UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateDecision, Reason: "no funds", EffectiveOn: "2024-05-02"}}
	entered := workplan.StatusUpdate{Number: 1, UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress, Done: "Held.", EffectiveOn: "2024-05-03"}}
	r := workplan.CompletionReport{Names: map[string]string{"aus": "Australia"}}
	for want, c := range map[string]workplan.ItemChange{
		"Update 4, 1 June 2024, Australia / Put off. / Corrects update 3: slip": {CausedBy: workplan.CauseUpdate, Cause: &u},
		"Update 2, 2 May 2024, co-chairs / Reason: no funds":                    {CausedBy: workplan.CauseUpdate, Cause: &decision},
		"Update 1, 3 May 2024, secretariat, for no lead / Held.":                {CausedBy: workplan.CauseUpdate, Cause: &entered},
		"an update that this report does not show":                              {CausedBy: workplan.CauseUpdate},
		"an edit of the draft":                                                  {CausedBy: workplan.CauseDraft},
		"an amendment of the plan":                                              {CausedBy: workplan.CauseAmendment},
	} {
		if got := rowText([]cell{english.causeCell(r, c)}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	planned := workplan.ItemChange{Kind: workplan.ChangeReDated, Was: "2024-06", Is: "2024-12", FromDue: true, CausedBy: workplan.CauseUpdate}
	amended := workplan.ItemChange{Kind: workplan.ChangeReDated, Was: "2024-06", Is: "2024-12", CausedBy: workplan.CauseAmendment}
	for want, c := range map[string]workplan.ItemChange{"New planned completion of the lead; the due date stays | due June 2024 | December 2024": planned, "New due date | June 2024 | December 2024": amended} {
		if got := english.changeName(c) + " | " + english.changed(r, c, c.Was) + " | " + english.changed(r, c, c.Is); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for want, c := range map[string]workplan.ItemChange{"no date": {Kind: workplan.ChangeReDated}, "no lead": {Kind: workplan.ChangeReLed}, "–": {Kind: workplan.ChangeAdded}} {
		if got := english.changed(r, c, ""); got != want {
			t.Errorf("%s: %q, want %q", c.Kind, got, want)
		}
	}
}

// An item 1.1 without an objective is no item of objective 1, and the report says why.
func TestAnItemsObjectiveIsNotReadFromItsRef(t *testing.T) {
	t.Parallel()
	d := compose(workplan.BuildReport(sourceOf(sourceItem{ref: "1.1"}, sourceItem{ref: "2.1", content: workplan.ItemContent{Objective: 2}})), english)
	tab := tableNamed(t, d, "Items by objective")
	if last := tab.Rows[len(tab.Rows)-1]; rowText(last[:2]) != "No objective recorded | 1" || rowText(tab.Rows[0][:2]) != "1. Share | know | 0" {
		t.Errorf("the last row is %q, the first %q", rowText(last), rowText(tab.Rows[0]))
	}
	said := false
	for _, b := range d.blocks {
		p, ok := b.(paragraph)
		said = said || ok && strings.Contains(p.Text, "an objective is never taken from a reference")
	}
	if !said {
		t.Error("why it stands apart is not said")
	}
}

func TestAReportForNobodyInParticularNamesNobody(t *testing.T) {
	t.Parallel()
	r := hand()
	for by, want := range map[string]string{"chair": "1 July 2024, 09:00 UTC by chair", workplan.Actor{}.Label(): "1 July 2024, 09:00 UTC"} {
		r.GeneratedBy = by
		f := english.headerFacts(r)
		if got := f[len(f)-1].Value; got != want {
			t.Errorf("drawn up %q, want %q", got, want)
		}
	}
}
