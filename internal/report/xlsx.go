package report

import (
	"io"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// renderXLSX writes a workbook (ISO/IEC 29500): numbers are numbers and dates are dates, so that people can sort, filter and reckon on.
func renderXLSX(w io.Writer, r workplan.CompletionReport, _ Options) error {
	b := book{voice: english, report: r, cover: cover{about: english.aboutOf(r), title: english.titleOf(r) + ": " + r.Plan.Title, foot: r.Body.Name + ", as of " + english.day(r.AsOf), by: r.GeneratedBy}}
	return b.write(w, b.summary, b.correction, b.attention, b.items, b.deliverables, b.openings, b.updates, b.amendmentSheet, b.thenAndNow, b.changes, b.stages, b.course, b.proposals, b.check)
}

// write makes the file of its sheets.
func (b *book) write(w io.Writer, sheets ...func() error) (err error) {
	b.file = excelize.NewFile()
	defer func() {
		if closed := b.file.Close(); err == nil {
			err = closed
		}
	}()
	if err := b.prepare(); err != nil {
		return err
	}
	for _, write := range sheets {
		if err := write(); err != nil {
			return err
		}
	}
	b.file.SetZipWriter(func(out io.Writer) excelize.ZipWriter { return &parts{out: out} })
	return b.file.Write(w)
}

// book is a workbook in the making, of a report where it is of one.
type book struct {
	voice
	file   *excelize.File
	cover  cover
	report workplan.CompletionReport
	styles map[cellStyle]int
	sheets int
}

// cover is what a workbook tells of itself: its title, also at the head of each printed page, what stands at the foot of each, and who had it drawn up.
type cover struct {
	about
	title, foot, by string
}

// prepare sets what the file tells of itself, and the styles. The times are those of the report: the library would put in its own.
func (b *book) prepare() error {
	b.file.Pkg.Store("docProps/core.xml", b.cover.properties())
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "fwptracker", Company: clean(b.cover.author)}); err != nil {
		return err
	}
	return b.defineStyles()
}

// summary is the first sheet: which report this is, the headline numbers, and the numbers by objective, lead and topic.
func (b *book) summary() error {
	s, err := b.workSheet(layout{name: "Summary", widths: summaryWidths, pages: 1})
	if err != nil {
		return err
	}
	r := b.report
	s.row(styled(styleTitle, b.titleOf(r)))
	s.row(styled(styleSubtitle, r.Plan.Title))
	for _, f := range b.facts() {
		s.fact(f.label, f.value)
	}
	s.gap()
	s.section("In brief")
	s.wide(b.inBrief(r))
	if r.Headline.Items > 0 {
		s.wide(capital(b.count(len(r.Attention), "no open item needs attention", "1 open item needs attention", "%d open items need attention")) + "; the sheet Attention lists them.")
	}
	s.gap()
	s.headline(r.Headline)
	s.gap()
	s.turn()
	s.grouped("By objective", "Objective", r.ByObjective, withoutObjective, b.objectiveLabel)
	s.grouped("By lead", "Lead", r.ByLead, withoutLead, nameLabel)
	if hasTopics(r) {
		s.grouped("By topic", "Topic", r.ByTopic, withoutTopic, nameLabel)
	}
	s.wide("An item counts once in the whole, and under each of its leads and topics. Continuing items stand apart from the completion rate.")
	s.gap()
	s.turn()
	s.section("How to read this report")
	for _, word := range b.definitions(r) {
		s.wide(word.Label + ": " + word.Value)
	}
	return s.close()
}

// factOf is a labelled value of any type that a cell takes.
type factOf struct {
	label string
	value any
}

// facts say what the report is, with dates as dates, and what the other sheets hold.
func (b *book) facts() []factOf {
	r := b.report
	f := []factOf{{"Body", r.Body.Name}, {"Plan", r.Plan.Title}, {"Code of the plan", r.Plan.Code}, {"Standing of the plan", b.planStanding(r.Plan)}, {"Period", b.planPeriod(r.Plan)},
		{"Position as of", r.AsOf}, {"From what was recorded by (UTC)", r.KnownAt}, {"Drawn up at (UTC)", r.GeneratedAt}, {"Drawn up by", r.GeneratedBy}}
	if r.Settled {
		f = append(f, factOf{"Settled", "The plan is closed: what is recorded later changes nothing in this report"})
	}
	if r.Meeting != nil {
		f = append(f, factOf{"Meeting", b.meetingName(*r.Meeting)})
	}
	if r.Attendance != nil {
		f = append(f, factOf{"Attended by", or(b.listed(b.attendanceWords(r, true)), r.Attendance.Note)})
	}
	for _, e := range b.editionFacts(r) {
		f = append(f, factOf{e.Label, e.Value})
	}
	if r.Since != nil {
		f = append(f, factOf{"Compared with", r.Since.Since})
	}
	if r.SilentSince != "" {
		f = append(f, factOf{"Silent: nothing reported after", r.SilentSince})
	}
	f = append(f, factOf{"Scope", or(b.scopeWords(r), "all items")}, factOf{"For", audienceWords[r.Audience]},
		factOf{"Sheet Attention", "what is overdue, past its planned completion, off track, at risk or silent, the most pressing first"},
		factOf{"Sheet Items", "every item once, in the order of the plan"}, factOf{"Sheet Updates", updatesHeld(r)})
	f = append(f, outputFacts(r)...)
	if r.Check != nil {
		f = append(f, factOf{"Sheet Check", b.checkInBrief(*r.Check)})
	}
	if r.Since == nil {
		return append(f, factOf{"Sheet Changes", "left out: the report is not compared with an earlier date"})
	}
	return append(f, factOf{"Sheets Then and now, Changes", "what differs from how the plan stood on " + b.day(r.Since.Since)})
}

func updatesHeld(r workplan.CompletionReport) string {
	if r.Annex != nil {
		return "every update of every item, also those that were corrected"
	}
	return "of each item the latest report and the update that set its status; the report was made without its annex"
}
