package report

import (
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// list writes a sheet of one table. Where it has no rows, the words in empty stand below its head.
func (b *book) list(l layout, names []string, rows iter.Seq[[]any], empty string) error {
	l.rows = 1
	s, err := b.workSheet(l)
	if err != nil {
		return err
	}
	s.row(s.heads(len(names), names...)...)
	for row := range rows {
		s.row(row...)
	}
	if s.at == 1 {
		s.row(empty)
		return s.close()
	}
	if s.err == nil {
		s.err = s.out.AddTable(&excelize.Table{Range: "A1:" + cellName(len(names), s.at), Name: strings.ReplaceAll(s.name, " ", "_"), StyleName: "TableStyleLight1"})
	}
	return s.close()
}

// items lists every item once.
func (b *book) items() error {
	l := layout{name: "Items", cols: 3, pages: 4}
	columns := append(itemColumns[1:len(itemColumns):len(itemColumns)], itemColumns[0]) // the plan is the same all down the sheet
	var names []string
	for _, c := range columns {
		names, l.widths = append(names, b.t(c.head)), append(l.widths, c.width)
	}
	return b.list(l, names, func(yield func([]any) bool) {
		row := make([]any, len(columns))
		for _, i := range b.report.Items {
			for n, c := range columns {
				row[n] = c.value(b.voice, b.report, i)
			}
			if !yield(row) {
				return
			}
		}
	}, b.t("The report has no items."))
}

// attention lists the items that need it, the most pressing first; a report without items has no such sheet.
func (b *book) attention() error {
	if b.report.Headline.Items == 0 {
		return nil
	}
	l := layout{name: "Attention", widths: []float64{7, 44, 24, 40, 12, 14, 14, 12}, cols: 2, pages: 1}
	heads := b.texts("Ref|item", "Item", "Leads", "What is the matter", "Days overdue", "To be done by (planned, else due)", "Last heard on", "Days since")
	return b.list(l, heads, func(yield func([]any) bool) {
		for _, i := range b.report.Attention {
			row := []any{i.Item.Ref, i.Item.Title, strings.Join(names(b.report, i.Item.Leads), "; "), i.Concerns, i.OverdueDays, i.Item.PlannedFor(), i.Item.LastReportedOn, nil}
			if i.UnheardDays >= 0 {
				row[7] = i.UnheardDays
			}
			if !yield(row) {
				return
			}
		}
	}, b.t("No open item needs attention."))
}

// itemUpdate is an update with the item it speaks of, and the number of its correction where it no longer counts.
type itemUpdate struct {
	item        workplan.ActionItem
	update      workplan.StatusUpdate
	correctedBy int
}

// updateColumns are the columns of the table of updates.
var updateColumns = []struct {
	head  string
	width float64
	value func(voice, workplan.CompletionReport, itemUpdate) any
}{
	{"Ref|item", 7, ofUpdate(func(u itemUpdate) any { return u.item.Ref })},
	{"No.", 5, ofUpdate(func(u itemUpdate) any { return u.update.Number })},
	{"Item", 32, ofUpdate(func(u itemUpdate) any { return u.item.Title })},
	{"True from", 12, ofUpdate(func(u itemUpdate) any { return u.update.EffectiveOn })},
	{"Recorded at (UTC)", 18, ofUpdate(func(u itemUpdate) any { return u.update.RecordedAt })},
	{"Lead", 18, func(v voice, r workplan.CompletionReport, u itemUpdate) any {
		return capital(v.speaker(r, u.update))
	}},
	{"Posted on its behalf", 10, ofUpdate(func(u itemUpdate) any { return u.update.OnBehalf })},
	{"Kind", 14, ofUpdate(func(u itemUpdate) any { return u.update.Kind })},
	{"Status", 12, func(v voice, _ workplan.CompletionReport, u itemUpdate) any {
		if u.update.Status == "" {
			return v.t("unchanged")
		}
		return u.update.Status
	}},
	{"Health", 10, ofUpdate(func(u itemUpdate) any { return u.update.Health })},
	{"Done", 44, ofUpdate(func(u itemUpdate) any { return u.update.Done })},
	{"Next steps", 36, ofUpdate(func(u itemUpdate) any { return u.update.NextSteps })},
	{"Openings for involvement", 32, ofUpdate(func(u itemUpdate) any { return u.update.Openings })},
	{"Reason", 28, ofUpdate(func(u itemUpdate) any { return u.update.Reason })},
	{"Evidence", 32, ofUpdate(func(u itemUpdate) any { return u.update.Evidence })},
	{"Completed (as given)", 14, ofUpdate(func(u itemUpdate) any { return u.update.CompletedOn })},
	{"Completed, last day", 14, ofUpdate(func(u itemUpdate) any { return u.update.CompletedOn.Last() })},
	{"Planned completion (as given)", 14, ofUpdate(func(u itemUpdate) any { return u.update.PlannedCompletion })},
	{"Planned completion, last day", 14, ofUpdate(func(u itemUpdate) any { return u.update.PlannedCompletion.Last() })},
	{"Corrects No.", 9, ofUpdate(func(u itemUpdate) any { return orNone(u.update.Corrects) })},
	{"Why corrected", 26, ofUpdate(func(u itemUpdate) any { return u.update.CorrectionReason })},
	{"Corrected by No.", 10, ofUpdate(func(u itemUpdate) any { return orNone(u.correctedBy) })},
}

func ofUpdate(value func(itemUpdate) any) func(voice, workplan.CompletionReport, itemUpdate) any {
	return func(_ voice, _ workplan.CompletionReport, u itemUpdate) any { return value(u) }
}

// updates lists the updates that the report holds.
func (b *book) updates() error {
	l := layout{name: "Updates", cols: 3, pages: 3}
	var names []string
	for _, c := range updateColumns {
		names, l.widths = append(names, b.t(c.head)), append(l.widths, c.width)
	}
	return b.list(l, names, func(yield func([]any) bool) {
		row := make([]any, len(updateColumns))
		for u := range updatesOf(b.report) {
			for n, c := range updateColumns {
				row[n] = c.value(b.voice, b.report, u)
			}
			if !yield(row) {
				return
			}
		}
	}, b.t("Nothing was reported."))
}

// updatesOf goes through all updates where the report has its annex, and otherwise through those that it quotes: of each item the one that set
// its status and the latest report.
func updatesOf(r workplan.CompletionReport) iter.Seq[itemUpdate] {
	return func(yield func(itemUpdate) bool) {
		for _, h := range r.Annex {
			for _, u := range h.Updates {
				if !yield(itemUpdate{h.Item, u, h.CorrectedBy[u.Number]}) {
					return
				}
			}
		}
		if r.Annex != nil {
			return
		}
		for _, i := range r.Items {
			for _, u := range quoted(i) {
				if !yield(itemUpdate{item: i.Item, update: *u}) {
					return
				}
			}
		}
	}
}
