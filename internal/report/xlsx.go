package report

import (
	"io"

	"github.com/xuri/excelize/v2"

	"fwptracker/internal/workplan"
)

// renderXLSX writes a workbook (ISO/IEC 29500): numbers are numbers and dates are dates, so that people can sort, filter and reckon on.
func renderXLSX(w io.Writer, r workplan.CompletionReport, o Options) error {
	v := voice{o.Language}
	b := book{voice: v, report: r, cover: cover{about: v.aboutOf(r), title: v.titleOf(r) + ": " + r.Plan.Title, foot: v.t("%s, as of %s", r.Body.Name, v.day(r.AsOf)), by: r.GeneratedBy}}
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
	b.file.Pkg.Store("docProps/core.xml", b.cover.properties(b.speaks().Tag))
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
		s.wide(b.t("%s; the sheet %s lists them.", capital(b.count(len(r.Attention), "no open item needs attention", "1 open item needs attention", "%d open items need attention")), b.t("Attention")))
	}
	s.gap()
	s.headline(r.Headline)
	s.gap()
	s.turn()
	s.countedBy("By objective", "Objective", r.ByObjective, b.t(withoutObjective), b.objectiveLabel)
	s.countedBy("By lead", "Lead", r.ByLead, b.t(withoutLead), nameLabel)
	if hasTopics(r) {
		s.countedBy("By topic", "Topic", r.ByTopic, b.t(withoutTopic), nameLabel)
	}
	s.wide(b.t("An item counts once in the whole, and under each of its leads and topics. Continuing items stand apart from the completion rate."))
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
	f := []factOf{{b.t("Body"), r.Body.Name}, {b.t("Plan"), r.Plan.Title}, {b.t("Code of the plan"), r.Plan.Code}, {b.t("Standing of the plan"), b.planStanding(r.Plan)}, {b.t("Period"), b.planPeriod(r.Plan)},
		{b.t("Position as of"), r.AsOf}, {b.t("From what was recorded by (UTC)"), r.KnownAt}, {b.t("Drawn up at (UTC)"), r.GeneratedAt}, {b.t("Drawn up by"), r.GeneratedBy}}
	if r.Settled {
		f = append(f, factOf{b.t("Settled"), b.t("The plan is closed: what is recorded later changes nothing in this report")})
	}
	if r.Meeting != nil {
		f = append(f, factOf{b.t("Meeting"), b.meetingName(*r.Meeting)})
	}
	if r.Attendance != nil {
		f = append(f, factOf{b.t("Attended by"), or(b.listed(b.attendanceWords(r, true)), r.Attendance.Note)})
	}
	for _, e := range b.editionFacts(r) {
		f = append(f, factOf{e.Label, e.Value})
	}
	if r.Since != nil {
		f = append(f, factOf{b.t("Compared with"), r.Since.Since})
	}
	if r.SilentSince != "" {
		f = append(f, factOf{b.t("Silent: nothing reported after"), r.SilentSince})
	}
	f = append(f, factOf{b.t("Scope"), or(b.scopeWords(r), b.t("all items"))}, factOf{b.t("For|audience"), b.t(audienceWords[r.Audience])},
		factOf{b.t("Sheet Attention"), b.t("what is overdue, past its planned completion, off track, at risk or silent, the most pressing first")},
		factOf{b.t("Sheet Items"), b.t("every item once, in the order of the plan")}, factOf{b.t("Sheet Updates"), b.updatesHeld()})
	f = append(f, b.outputFacts()...)
	if r.Check != nil {
		f = append(f, factOf{b.t("Sheet Check"), b.checkInBrief(*r.Check)})
	}
	if r.Since == nil {
		return append(f, factOf{b.t("Sheet Changes"), b.t("left out: the report is not compared with an earlier date")})
	}
	return append(f, factOf{b.t("Sheets Then and now, Changes"), b.t("what differs from how the plan stood on %s", b.day(r.Since.Since))})
}

func (b *book) updatesHeld() string {
	if b.report.Annex != nil {
		return b.t("every update of every item, also those that were corrected")
	}
	return b.t("of each item the latest report and the update that set its status; the report was made without its annex")
}
