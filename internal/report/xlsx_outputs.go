package report

import (
	"fmt"

	"fwptracker/internal/workplan"
)

// deliverables lists the deliverables, a row for each stage that one has reached; a report without any has no such sheet.
func (b *book) deliverables() error {
	r := b.report
	l := layout{name: "Deliverables", widths: []float64{7, 36, 5, 40, 11, 16, 14, 14, 30, 22, 40, 32, 18}, cols: 2, pages: 1}
	names := b.texts("Ref|item", "Item", "No.", "Deliverable", "Kind", "Stage", "Reached (as given)", "Reached, last day", "Meeting", "Place", "Links", "Source", "Recorded for")
	rows := func(yield func([]any) bool) {
		for _, i := range r.Items {
			for _, o := range i.Deliverables {
				for _, row := range b.outputRows(r, i, o) {
					if !yield(row) {
						return
					}
				}
			}
		}
	}
	for range rows {
		return b.list(l, names, rows, "")
	}
	return nil
}

func (v voice) outputRows(r workplan.CompletionReport, i workplan.ReportItem, o workplan.DeliverableReading) [][]any {
	row := func(more ...any) []any {
		return append([]any{i.Item.Ref, i.Item.Title, o.Number, o.Title, v.t(deliverableWords[o.Kind])}, more...)
	}
	if len(o.Stages) == 0 {
		return [][]any{row(v.t("no stage reached yet"), nil, nil, nil, nil, nil, nil, nil)}
	}
	var rows [][]any
	for _, s := range o.Stages {
		rows = append(rows, row(capital(v.t(stageWords[s.Stage])), s.ReachedOn, s.ReachedOn.Last(), r.StageMeetings[s.Meeting].Name, s.Place, s.Links, s.Source, or(r.Names[s.Lead], s.Lead)))
	}
	return rows
}

// openings lists the openings that take offers; a report without any has no such sheet. What the latest reports say of openings is in the items.
func (b *book) openings() error {
	r := b.report
	if len(r.Sought) == 0 {
		return nil
	}
	l := layout{name: "Openings", widths: []float64{7, 36, 5, 18, 14, 44, 14, 14, 12, 26}, cols: 2, pages: 1}
	names := b.texts("Ref|item", "Item", "No.", "Sought by", "Kind", "What is sought", "Until (as given)", "Until, last day", "Open since", "Offers")
	return b.list(l, names, func(yield func([]any) bool) {
		for _, o := range r.Sought {
			if !yield([]any{o.Ref, o.Item.Title, o.Number, or(r.Names[o.Lead], o.Lead), b.t(openingWords[o.Kind]), o.Sought, o.Until, o.Until.Last(), o.OpenedOn, b.offerWords(o.Offers)}) {
				return
			}
		}
	}, "")
}

// outputsInBrief are the deliverables of an item for its row in the table of items: what each is, and the stages that it has reached. In English they are
// told as programs read them, as CSV has them.
func (v voice) outputsInBrief(i workplan.ReportItem) []string {
	word, day := v.small, v.period
	if v.inEnglish() {
		word, day = func(word any) string { return fmt.Sprint(word) }, func(p workplan.PartialDate) string { return string(p) }
	}
	var list []string
	for _, o := range i.Deliverables {
		text := word(o.Kind) + ": " + o.Title
		for _, s := range o.Stages {
			text += ", " + word(s.Stage) + " " + day(s.ReachedOn)
			for _, l := range s.Links {
				text += " <" + l.URL + ">"
			}
		}
		list = append(list, text)
	}
	return list
}

// stages lists the stages that deliverables have reached since the earlier date, where the report is compared with one and there are any.
func (b *book) stages() error {
	r := b.report
	if r.Since == nil || len(r.Since.Stages) == 0 {
		return nil
	}
	l := layout{name: "Stages since", widths: []float64{7, 36, 40, 11, 16, 14, 14, 30, 40}, cols: 2, pages: 1}
	names := b.texts("Ref|item", "Item", "Deliverable", "Kind", "Stage", "Reached (as given)", "Reached, last day", "Meeting", "Links")
	return b.list(l, names, func(yield func([]any) bool) {
		for _, s := range r.Since.Stages {
			e := s.Entry
			if !yield([]any{s.Ref, s.ItemTitle, s.Deliverable.Title, b.t(deliverableWords[s.Deliverable.Kind]), capital(b.t(stageWords[e.Stage])), e.ReachedOn, e.ReachedOn.Last(),
				r.StageMeetings[e.Meeting].Name, e.Links}) {
				return
			}
		}
	}, "")
}

// outputFacts say what the sheets of deliverables and openings hold, where there are such.
func (b *book) outputFacts() []factOf {
	r := b.report
	var f []factOf
	listed := 0
	for _, i := range r.Items {
		listed += len(i.Deliverables)
	}
	if listed > 0 {
		f = append(f, factOf{b.t("Sheet Deliverables"), b.t("the outputs of the items, a row for each stage that one has reached")})
	}
	if len(r.Sought) > 0 {
		f = append(f, factOf{b.t("Sheet Openings"), b.t("what leads seek from other members, where it is still open")})
	}
	return f
}
