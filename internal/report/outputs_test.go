package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// outputsReport is the hand report with a guide on the completed item 1.2 and a training on 2.1 that has reached no stage, and with openings on 1.1: one
// that is open, of whose offers the reader knows, and one that has lapsed.
func outputsReport() workplan.CompletionReport {
	src := handSource()
	stage := func(number int, s workplan.Stage, on workplan.PartialDate, change func(*workplan.StageEntry)) workplan.StageEntry {
		e := workplan.StageEntry{Plan: "wg-2024", Ref: "1.2", Deliverable: 1, Number: number, Lead: "bland", StageContent: workplan.StageContent{Stage: s, ReachedOn: on, EffectiveOn: on.Last()}}
		change(&e)
		return e
	}
	stages := []workplan.StageEntry{
		stage(1, workplan.StageEndorsed, "2024-02-20", func(e *workplan.StageEntry) { e.Meeting, e.Place = "high-7", "Lake | Town" }),
		stage(2, workplan.StagePublished, "2024-04", func(e *workplan.StageEntry) {
			e.Links = workplan.Links{{Title: "The guide", URL: "https://example.org/guide_(1)"}}
		})}
	read := func(ref string, number int, kind workplan.DeliverableKind, title string, entries []workplan.StageEntry) workplan.DeliverableReading {
		d, _ := workplan.ReadDeliverable(workplan.Deliverable{Plan: "wg-2024", Ref: ref, Number: number, ListedOn: "2024-01-20",
			DeliverableContent: workplan.DeliverableContent{Title: title, Kind: kind}}, workplan.ItemMark{Body: "wg"}, entries, src.View)
		return d
	}
	src.Deliverables = map[string][]workplan.DeliverableReading{"1.2": {read("1.2", 1, workplan.KindGuide, "=Guide *one*", stages)},
		"2.1": {read("2.1", 1, workplan.KindTraining, "Course", nil)}}
	src.StageMeetings = map[string]workplan.Meeting{"high-7": {Code: "high-7", MeetingContent: workplan.MeetingContent{Name: "Seventh High Meeting"}}}
	item := workplan.ItemMark{Body: "wg", Title: "Bulletin <b>", Status: workplan.StatusInProgress}
	open := workplan.ReadOpening(workplan.Opening{Plan: "wg-2024", Ref: "1.1", Number: 1, Lead: "aland", OpenedOn: "2024-02-01", OpeningContent: workplan.OpeningContent{
		Kind: workplan.OpeningHost, Sought: "A host for the print. In spring.", Until: "2024-Q3"}}, item, workplan.PlanEndorsed, src.View)
	open.Offers = &workplan.OfferCounts{Pending: 1, Declined: 2}
	lapsed := open
	lapsed.Number, lapsed.Until = 2, "2024-05"
	src.Openings = []workplan.OpeningReading{workplan.ReadOpening(lapsed.Opening, item, workplan.PlanEndorsed, src.View), open}
	return workplan.BuildReport(src)
}

func TestOutputsStandInEveryForm(t *testing.T) {
	t.Parallel()
	r := outputsReport()
	for form, want := range map[string][]string{
		"md": {"**Guide:** \\=Guide \\*one\\* (endorsed 20 February 2024, Seventh High Meeting, Lake \\| Town; published April 2024)", "[The guide](https://example.org/guide_%281%29)",
			"**Deliverables of item 1.2**", "no stage reached yet", "**Stages that deliverables have reached since**", "| 1.2 | \\=Guide \\*one\\*<br>Guide | Published | April 2024",
			"**Host:** A host for the print. In spring. | 3rd quarter of 2024 | 1 pending, 2 declined |"},
		"html": {"=Guide *one*", "Seventh High Meeting", "A host for the print.", "1 pending, 2 declined"},
		"csv":  {"guide: =Guide *one*, endorsed 2024-02-20, published 2024-04 <https://example.org/guide_(1)>", "training: Course"},
	} {
		got := rendered(t, form, r, Options{})
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s lacks %s", form, text)
			}
		}
		if strings.Count(got, "A host for the print.") > 1 {
			t.Errorf("%s tells of the opening that has lapsed", form)
		}
	}
}

func TestOutputsHaveSheets(t *testing.T) {
	t.Parallel()
	f := opened(t, outputsReport())
	for sheet, want := range map[string][][]string{
		"Deliverables": {{"1.2", "Course", "1", "=Guide *one*", "Guide", "Endorsed", "2024-02-20"}, {"1.2", "Course", "1", "=Guide *one*", "Guide", "Published", "2024-04"},
			{"2.1", "Newsletter", "1", "Course", "Training", "no stage reached yet"}},
		"Openings":     {{"1.1", "Bulletin <b>", "1", "Åland", "Host", "A host for the print. In spring.", "2024-Q3"}},
		"Stages since": {{"1.2", "Course", "=Guide *one*", "Guide", "Published", "2024-04"}},
	} {
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) != len(want)+1 {
			t.Errorf("%s: %d rows, %v", sheet, len(rows), err)
			continue
		}
		for n, cells := range want {
			got := slices.Clone(rows[n+1][:len(cells)])
			for k := range got {
				if k >= 6 && cells[k] != got[k] && strings.HasPrefix(cells[k], "2024") {
					got[k] = cells[k] // how dates are printed is held elsewhere
				}
			}
			if diff := cmp.Diff(cells, got); diff != "" {
				t.Errorf("%s, row %d:\n%s", sheet, n+1, diff)
			}
		}
	}
	bare := opened(t, hand())
	for _, sheet := range []string{"Deliverables", "Openings", "Stages since"} {
		if slices.Contains(bare.GetSheetList(), sheet) {
			t.Errorf("a report without any has the sheet %s", sheet)
		}
	}
}

func TestTheStatementTellsOfOutputsAndOpenings(t *testing.T) {
	t.Parallel()
	s := NewStatement(outputsReport(), language.English) // since 31 March
	want := []string{"delivered: The guide “=Guide *one*” (item 1.2) was published in April 2024.",
		"openings: Åland seeks a host for “Bulletin <b>” (item 1.1), until the third quarter of 2024: “A host for the print.”"}
	var got, rests []string
	for _, sentence := range s.Sentences {
		if len(sentence.Stages)+len(sentence.Openings) > 0 {
			got = append(got, string(sentence.Part)+": "+sentence.Text)
			rests = append(rests, sentence.Openings...)
			for _, e := range sentence.Stages {
				rests = append(rests, e.Name())
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"wg-2024/1.2/1/2", "wg-2024/1.1/1"}, rests); diff != "" {
		t.Errorf("what they rest on:\n%s", diff)
	}
}

func TestEveryStageIsToldInASentenceAndInWords(t *testing.T) {
	t.Parallel()
	r := outputsReport()
	var said []string
	d := r.Completed[0].Deliverables[0]
	s := Statement{Report: r}
	for _, stage := range workplan.Stages {
		if stageWords[stage] == "" {
			t.Errorf("%s has no words", stage)
		}
		said = append(said, s.reached(r.Completed[0], d, workplan.StageEntry{StageContent: workplan.StageContent{Stage: stage, ReachedOn: "2024-06-03", Meeting: "high-7", Place: "Lake Town"}}))
	}
	g, tail := "“=Guide *one*” (item 1.2)", " at the Seventh High Meeting in Lake Town."
	want := []string{"The guide " + g + " was to be developed as of 3 June 2024" + tail, "A workshop on the guide " + g + " was held on 3 June 2024" + tail,
		"The guide " + g + " was endorsed on 3 June 2024" + tail, "The guide " + g + " was published on 3 June 2024" + tail, "The guide " + g + " was launched on 3 June 2024" + tail,
		"The guide " + g + " was delivered on 3 June 2024" + tail, "Completion of the guide " + g + " was noted on 3 June 2024" + tail}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
	online := s.reached(r.Completed[0], d, workplan.StageEntry{StageContent: workplan.StageContent{Stage: workplan.StageWorkshop, ReachedOn: "2024-07", Place: "On line"}})
	if want := "A workshop on the guide " + g + " was held online in July 2024."; online != want {
		t.Errorf("%q, want %q", online, want)
	}
	for place, want := range map[string]string{"": "", "Lake Town": "in Lake Town", "On line": "online", "Online": "online", "online (Zoom)": "online (Zoom)", "On line and Jakarta": "online and Jakarta", "Virtual": "online",
		"Virtualia": "in Virtualia", "By video": "by video", "Byron  Bay": "in Byron Bay"} {
		if got := english.inPlace(place); got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
	for _, k := range workplan.DeliverableKinds {
		if deliverableWords[k] == "" {
			t.Errorf("%s has no words", k)
		}
	}
	for _, k := range workplan.OpeningKinds {
		if openingWords[k] == "" {
			t.Errorf("%s has no words", k)
		}
	}
}
