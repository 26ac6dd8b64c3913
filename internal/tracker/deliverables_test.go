package tracker_test

import (
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// lists lists a deliverable of an item.
func (w *world) lists(who, plan, ref, title string, change ...func(*workplan.NewDeliverable)) workplan.DeliverableReading {
	w.t.Helper()
	in := workplan.NewDeliverable{DeliverableContent: workplan.DeliverableContent{Title: title, Kind: workplan.KindGuide}}
	for _, c := range change {
		c(&in)
	}
	d, err := w.PostDeliverable(w.ctx(), w.as(who), plan, ref, in)
	w.tick(err)
	return d
}

func onlyFor(a workplan.Audience) func(*workplan.NewDeliverable) {
	return func(d *workplan.NewDeliverable) { d.Audience = a }
}

// reaches records a stage.
func (w *world) reaches(who, plan, ref string, number int, s workplan.Stage, on workplan.PartialDate, change ...func(*workplan.NewStage)) workplan.StageReading {
	w.t.Helper()
	in := workplan.NewStage{StageContent: workplan.StageContent{Stage: s, ReachedOn: on}}
	for _, c := range change {
		c(&in)
	}
	r, err := w.RecordStage(w.ctx(), w.as(who), plan, ref, number, in)
	w.tick(err)
	return r
}

// deliverables lists what a person is told of the deliverables of a plan, as "ref title stage date".
func (w *world) deliverables(as string, f workplan.DeliverableFilter, when tracker.When) string {
	w.t.Helper()
	list, err := w.ListDeliverables(w.ctx(), w.as(as), f, workplan.Page{}, when)
	must(w.t, err)
	var told []string
	for _, d := range list.Rows {
		text := d.Ref + " " + d.Title
		if d.Stage != nil {
			text += fmt.Sprintf(" %s %s", d.Stage.Stage, d.Stage.ReachedOn)
		}
		told = append(told, text)
	}
	return strings.Join(told, ", ")
}

func TestADeliverableFromItsListingToItsRemoval(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1", ledBy("aland", "bland")).item("p", "1.2", forChairs).endorsed("p", "2024-01")
		w.until("2024-03-10").lists("ana", "p", "1.1", "Guide")
		w.lists("desk", "p", "1.2", "Secret", func(d *workplan.NewDeliverable) { d.Lead = "aland" })
		listed := w.clock.now()
		w.until("2024-03-11").reaches("ben", "p", "1.1", 1, workplan.StageEndorsed, "2024-02")
		w.until("2024-04-02").reaches("desk", "p", "1.1", 1, workplan.StagePublished, "2024-04-01", func(s *workplan.NewStage) { s.Lead = "aland" })
		d, err := w.Deliverable(w.ctx(), w.as("ana"), "p", "1.1", 1, tracker.When{})
		must(t, err)
		_, err = w.EditDeliverable(w.ctx(), w.as("ben"), "p", "1.1", 1, []int64{d.Version}, func(c *workplan.DeliverableContent) error { c.Title = "Handbook"; return nil })
		w.tick(err)
		renamed := w.clock.now()
		w.until("2024-05-02").reaches("ana", "p", "1.1", 1, workplan.StageDelivered, "2024-05-01")
		w.reaches("ben", "p", "1.1", 1, "", "", func(s *workplan.NewStage) { s.Lead = "bland"; s.Corrects, s.CorrectionReason = 1, "never endorsed" })
		mended := w.clock.now()
		w.until("2024-06-10")
		must(t, w.RemoveDeliverable(w.ctx(), w.as("ana"), "p", "1.1", 1, []int64{2}))
		for name, c := range map[string]struct {
			as   string
			f    workplan.DeliverableFilter
			when tracker.When
			want string
		}{
			"now":                             {"desk", workplan.DeliverableFilter{}, tracker.When{}, "1.2 Secret"},
			"for a reader":                    {"rita", workplan.DeliverableFilter{}, tracker.When{}, ""},
			"the day before it was removed":   {"desk", workplan.DeliverableFilter{}, tracker.When{AsOf: "2024-06-09"}, "1.1 Handbook delivered 2024-05-01, 1.2 Secret"},
			"before that was recorded":        {"rita", workplan.DeliverableFilter{}, tracker.When{KnownAt: mended}, "1.1 Handbook delivered 2024-05-01"},
			"before it was published":         {"rita", workplan.DeliverableFilter{}, tracker.When{AsOf: "2024-03-31", KnownAt: renamed}, "1.1 Guide endorsed 2024-02"},
			"since its endorsement was taken": {"rita", workplan.DeliverableFilter{}, tracker.When{AsOf: "2024-03-31"}, "1.1 Guide"},
			"before it was listed":            {"rita", workplan.DeliverableFilter{}, tracker.When{AsOf: "2024-02-29", KnownAt: renamed}, "1.1 Guide endorsed 2024-02"},
			"when it was listed":              {"rita", workplan.DeliverableFilter{}, tracker.When{KnownAt: listed}, "1.1 Guide"},
			"what came out in April":          {"rita", workplan.DeliverableFilter{Reached: []workplan.Stage{workplan.StagePublished}, ReachedAfter: "2024-03-31", ReachedBefore: "2024-05-01"}, tracker.When{KnownAt: mended}, "1.1 Handbook delivered 2024-05-01"},
			"found by words":                  {"desk", workplan.DeliverableFilter{Query: "sec ret"}, tracker.When{}, "1.2 Secret"},
			"of a lead":                       {"desk", workplan.DeliverableFilter{Lead: workplan.List{"bland"}}, tracker.When{KnownAt: mended}, "1.1 Handbook delivered 2024-05-01"},
		} {
			if got := w.deliverables(c.as, c.f, c.when); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		stages, err := w.ListStages(w.ctx(), w.as("rita"), "p", "1.1", 1, workplan.Page{}, tracker.When{KnownAt: mended})
		must(t, err)
		var told []string
		for _, s := range stages.Rows {
			told = append(told, fmt.Sprintf("%d %s for %s by %s %v corrected by %d", s.Number, s.Stage, s.Lead, s.RecordedBy, s.OnBehalf, s.CorrectedBy))
		}
		if got, want := strings.Join(told, ", "), "1 endorsed for bland by ben false corrected by 4, 2 published for aland by desk true corrected by 0, "+
			"3 delivered for aland by ana false corrected by 0, 4  for bland by ben false corrected by 0"; got != want {
			t.Errorf("stages: %s", got)
		}
		if next := w.lists("ana", "p", "1.1", "Another"); next.Number != 2 {
			t.Errorf("the number %d is used again", next.Number)
		}
		w.verifies()
	})
}

// verifies holds what is kept against the audit chains.
func (w *world) verifies() {
	w.t.Helper()
	if _, faults, err := w.VerifyRecords(w.ctx()); err != nil || len(faults) > 0 {
		w.t.Errorf("the records: %v, %v", faults, err)
	}
}

func TestWhoMayRecordStagesAndWhen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("up").user("boss", coChair("up"))
		_, err := w.CreateMeeting(w.ctx(), w.as("boss"), workplan.NewMeeting{Code: "up-1", Body: "up", MeetingContent: workplan.MeetingContent{Name: "High", Starts: "2024-02-10", Ends: "2024-02-11"}})
		must(t, err)
		w.plan("draft").item("draft", "1.1").plan("p").item("p", "1.1", ledBy("aland", "bland")).endorsed("p", "2024-01")
		w.lists("ana", "p", "1.1", "Guide")
		w.reaches("ana", "p", "1.1", 1, workplan.StageEndorsed, "2024-01-20")
		stage := func(who string, change func(*workplan.NewStage)) error {
			in := workplan.NewStage{StageContent: workplan.StageContent{Stage: workplan.StagePublished, ReachedOn: "2024-02"}}
			change(&in)
			_, err := w.RecordStage(w.ctx(), w.as(who), "p", "1.1", 1, in)
			return err
		}
		none := func(*workplan.NewStage) {}
		correcting := func(s *workplan.NewStage) { s.Corrects, s.CorrectionReason = 1, "a slip" }
		for name, c := range map[string]struct {
			err  error
			want string
		}{
			"a co-chair":             {stage("chair", none), "list deliverables and record their stages"},
			"another member":         {stage("cleo", none), "list deliverables and record their stages"},
			"for which lead":         {stage("desk", none), "/lead: say for which lead"},
			"another lead's mistake": {stage("ben", correcting), "Stage 1 was recorded for aland"},
			"no such meeting":        {stage("ana", func(s *workplan.NewStage) { s.Meeting = "up-9" }), `/meeting: there is no meeting "up-9"`},
			"the same again":         {stage("ana", func(s *workplan.NewStage) { s.Stage, s.ReachedOn = workplan.StageEndorsed, "2024-01-20" }), "Stage 1 says already"},
			"not there": {func() error {
				_, err := w.RecordStage(w.ctx(), w.as("ana"), "p", "1.1", 2, workplan.NewStage{})
				return err
			}(), "deliverable p/1.1/2"},
			"in a draft": {func() error {
				_, err := w.PostDeliverable(w.ctx(), w.as("ana"), "draft", "1.1", workplan.NewDeliverable{})
				return err
			}(), "Plan draft is a draft; its items take deliverables once it is endorsed."},
		} {
			if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
				t.Errorf("%s: %v, want %s", name, c.err, c.want)
			}
		}
		must(t, stage("ana", func(s *workplan.NewStage) { s.Meeting = "up-1" }))
		d, err := w.Deliverable(w.ctx(), w.as("rita"), "p", "1.1", 1, tracker.When{AsOf: "2024-02-11"})
		if must(t, err); d.Stage.Stage != workplan.StagePublished || d.Stage.Meeting != "up-1" {
			t.Errorf("by the end of the meeting it was %+v", d.Stage)
		}
		w.verifies()
	})
}

func TestACompletionRestsOnADeliverable(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		w.lists("ana", "p", "1.1", "Quiet guide", onlyFor(workplan.AudienceChairs))
		w.reaches("ana", "p", "1.1", 1, workplan.StagePublished, "2024-02-10")
		bare := workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: workplan.StatusCompleted, CompletedOn: "2024-02"}}
		_, err := w.PostStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", nil, bare)
		if err == nil || !strings.Contains(err.Error(), "/done") {
			t.Errorf("on what not all readers see: %v", err)
		}
		w.lists("ana", "p", "1.1", "Guide")
		w.reaches("ana", "p", "1.1", 2, workplan.StagePublished, "2024-02-20")
		early := bare
		early.EffectiveOn, early.CompletedOn = "2024-02-19", "2024-02-15"
		if _, err := w.PostStatusUpdate(w.ctx(), w.as("ana"), "p", "1.1", nil, early); err == nil {
			t.Error("it was not there yet")
		}
		w.posts("ana", "p", "1.1", bare)
		for who, want := range map[string]int{"desk": 2, "rita": 1} {
			r, err := w.CompletionReport(w.ctx(), w.as(who), "p", tracker.ReportRequest{WithCheck: true, Since: tracker.When{AsOf: "2024-02-15"}})
			must(t, err)
			if n := len(r.Completed[0].Deliverables); n != want || len(r.Since.Stages) != 1 {
				t.Errorf("%s: %d deliverables, want %d; %d stages since", who, n, want, len(r.Since.Stages))
			}
			for _, f := range r.Check.Findings {
				if strings.HasPrefix(f.Rule, "completed-without-evidence") {
					t.Errorf("%s is told: %+v", who, f)
				}
			}
		}
	})
}

// TestWhatWasForFewerThenIsNotOpenedByWhatCameAfter: who reads the past must be let in by the audience of then and by that of now.
func TestWhatWasForFewerThenIsNotOpenedByWhatCameAfter(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		w.until("2024-03-10").lists("ana", "p", "1.1", "Quiet guide", onlyFor(workplan.AudienceChairs))
		w.seeks("ana", "p", "1.1", func(o *workplan.NewOpening) { o.Audience = workplan.AudienceChairs })
		then := w.clock.now()
		w.until("2024-05-10")
		_, err := w.EditDeliverable(w.ctx(), w.as("ana"), "p", "1.1", 1, []int64{1}, func(d *workplan.DeliverableContent) error {
			d.Title, d.Audience = "Guide", ""
			return nil
		})
		w.tick(err)
		_, err = w.EditOpening(w.ctx(), w.as("ana"), "p", "1.1", 1, []int64{1}, func(o *workplan.OpeningContent) error { o.Audience = ""; return nil })
		w.tick(err)
		for name, c := range map[string]struct {
			when         tracker.When
			reader, lead string
		}{
			"now":          {tracker.When{}, "1.1 Guide; 1.1/1 open", "1.1 Guide; 1.1/1 open 0+0+0+0"},
			"in April":     {tracker.When{AsOf: "2024-04-01"}, "; ", "1.1 Quiet guide; 1.1/1 open 0+0+0+0"},
			"as was known": {tracker.When{KnownAt: then}, "; ", "1.1 Quiet guide; 1.1/1 open 0+0+0+0"},
		} {
			for who, want := range map[string]string{"rita": c.reader, "ana": c.lead} {
				got := w.deliverables(who, workplan.DeliverableFilter{}, c.when) + "; " + w.openings(who, workplan.OpeningFilter{}, c.when)
				if got != want {
					t.Errorf("%s, to %s: %q, want %q", name, who, got, want)
				}
			}
			r, err := w.CompletionReport(w.ctx(), w.as("rita"), "p", tracker.ReportRequest{When: c.when})
			must(t, err)
			if hidden := len(r.Items[0].Deliverables)+len(r.Sought) == 0; hidden != (c.reader == "; ") {
				t.Errorf("%s, in a report: hidden is %v", name, hidden)
			}
		}
	})
}
