package tracker_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// again is the text of an edition made again from what it was made from.
func (w *world) again(number int) string {
	w.t.Helper()
	r, err := w.RerunEdition(w.ctx(), "p", number)
	must(w.t, err)
	f, err := plainly(w.ctx(), r, true)
	must(w.t, err)
	return string(f[0].Content)
}

// What was narrowed, renamed or moved since leaves an edition as it was, also when it is made again.
func TestAnEditionMadeAgainIsTheSameWhateverWasWrittenSince(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		w.clock.move(time.Hour)
		e := w.issued("", func(e *tracker.EditionRequest) { e.When.Meeting = "wg-9" })
		if !strings.Contains(w.textOf(e), "q/1.1") {
			t.Fatal("the edition tells of no successor")
		}
		_, err := w.EditPlan(w.ctx(), w.as("chair"), "q", nil, func(p *workplan.PlanContent) error { p.Audience = workplan.AudienceChairs; return nil })
		w.tick(err)
		_, err = w.EditMeeting(w.ctx(), w.as("chair"), "wg-9", nil, func(m *workplan.MeetingContent) error {
			m.Name, m.Starts = "Ninth, moved", "2024-02-20"
			return nil
		})
		w.tick(err)
		w.renamed("aland", func(m *workplan.MemberContent) { m.Name = "New Aland" })
		if got := w.again(1); got != w.textOf(e) {
			t.Errorf("made again:\n%s\nissued:\n%s", got, w.textOf(e))
		}
		second := w.issued("", func(e *tracker.EditionRequest) { e.Corrects, e.CorrectionReason = 1, "Names" })
		for _, about := range []string{"member aland", "meeting wg-9", "plan"} { // the plan goes on where members see it no more
			if !slices.ContainsFunc(second.Differences, func(d workplan.Difference) bool { return d.About == about }) {
				t.Errorf("nothing differs of %s: %+v", about, second.Differences)
			}
		}
		if got := w.again(2); got != w.textOf(second) || strings.Contains(got, "q/1.1\"") {
			t.Errorf("the correction made again:\n%s", got)
		}
	})
}

func TestAnEditionTellsOfAnEndorsedPlanAndOfMomentsThatHaveCome(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		w.clock.move(time.Hour)
		w.body("zz").user("zchair", coChair("zz"))
		_, err := w.CreateMeeting(w.ctx(), w.as("zchair"), workplan.NewMeeting{Code: "zz-1", Body: "zz", MeetingContent: workplan.MeetingContent{Name: "zz", Starts: "2024-03-15"}})
		w.tick(err)
		for name, c := range map[string]struct {
			ask  func(*tracker.EditionRequest)
			want string
		}{
			"while it was a draft":         {func(e *tracker.EditionRequest) { e.AsOf = "2023-12-15" }, "/as_of draft_then"},
			"a moment to come":             {func(e *tracker.EditionRequest) { e.KnownAt = w.clock.now().Add(time.Second) }, "/known_at in_future"},
			"another body's meeting":       {func(e *tracker.EditionRequest) { e.When.Meeting = "zz-1" }, "/as_of_meeting unknown"},
			"since another body's meeting": {func(e *tracker.EditionRequest) { e.Since.Meeting = "zz-1" }, "/since_meeting unknown"},
			"a lead twice":                 {func(e *tracker.EditionRequest) { e.Scope.Leads = workplan.List{"aland", "aland"} }, "/lead/1 duplicate"},
			"an objective twice":           {func(e *tracker.EditionRequest) { e.Scope.Objectives = workplan.Numbers{1, 1} }, "/objective/1 duplicate"},
		} {
			_, err := w.issue("chair", "", c.ask)
			if got := faultsOf(err); !slices.Contains(got, c.want) {
				t.Errorf("%s: %v (%v)", name, got, err)
			}
		}
	})
}

func TestACorrectionCanWidenAndDropTheComparison(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		w.issued("", func(e *tracker.EditionRequest) {
			e.Scope.Leads, e.Scope.Objectives, e.Since = workplan.List{"bland"}, workplan.Numbers{1}, tracker.When{AsOf: "2024-02-01"}
		})
		same := w.issued("", func(e *tracker.EditionRequest) {
			e.Scope, e.Corrects, e.CorrectionReason = workplan.ReportScope{}, 1, "x"
		})
		if !slices.Equal(same.Leads, workplan.List{"bland"}) || !slices.Equal(same.Objectives, workplan.Numbers{1}) || same.Since != "2024-02-01" {
			t.Errorf("what was left out: %+v", same.EditionContent)
		}
		wider := w.issued("", func(e *tracker.EditionRequest) {
			e.Scope, e.Uncompared = workplan.ReportScope{Leads: workplan.List{}}, true
			e.Corrects, e.CorrectionReason = 2, "All leads"
		})
		if len(wider.Leads) > 0 || !slices.Equal(wider.Objectives, workplan.Numbers{1}) || wider.Since != "" {
			t.Errorf("widened: %+v", wider.EditionContent)
		}
	})
}

// A right that ends while an edition is drawn up no longer issues it; a context that ends stops it.
func TestAnEditionNeedsItsRightUntilItIsStored(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		ask := tracker.EditionRequest{NewEdition: workplan.NewEdition{Scope: workplan.ReportScope{Audience: workplan.AudienceMembers}}}
		ending := func(ctx context.Context, r workplan.CompletionReport, annex bool) ([]workplan.EditionBytes, error) {
			must(t, w.ends(operator, "desk", 1))
			return plainly(ctx, r, annex)
		}
		_, err := w.IssueEdition(w.ctx(), w.as("desk"), "p", ask, ending)
		refused(t, err, "not-found")
		list, err := w.ListEditions(w.ctx(), w.as("chair"), "p", workplan.Page{})
		if must(t, err); len(list.Rows) > 0 {
			t.Errorf("issued all the same: %+v", list.Rows)
		}
	})
}

// A meeting's record is not public: an edition for everyone names the meeting for which it was issued and says no more of it.
func TestAPublicEditionOnlyNamesItsMeeting(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		_, err := w.EditMeeting(w.ctx(), w.as("chair"), "wg-9", nil, func(m *workplan.MeetingContent) error { m.Note, m.Place = "confidential", "secret place"; return nil })
		w.tick(err)
		_, err = w.CreatePlan(w.ctx(), w.as("chair"), workplan.NewPlan{Code: "open", Body: "wg", PlanContent: workplan.PlanContent{Title: "Open", Audience: workplan.AudiencePublic}})
		w.tick(err)
		w.item("open", "1", func(i *workplan.ItemContent) { i.Objective = 0 }).endorsed("open", "2024-02")
		w.clock.move(time.Hour)
		for audience, told := range map[workplan.Audience]bool{workplan.AudiencePublic: false, workplan.AudienceMembers: true} {
			ask := tracker.EditionRequest{NewEdition: workplan.NewEdition{Meeting: "wg-9", Scope: workplan.ReportScope{Audience: audience}}}
			e, err := w.IssueEdition(w.ctx(), w.as("chair"), "open", ask, plainly)
			w.tick(err)
			f, err := w.EditionFile(w.ctx(), w.as("chair"), "open", e.Number, "report.txt")
			must(t, err)
			if text := string(f.Content); strings.Contains(text, "confidential") != told || strings.Contains(text, "secret place") != told || !strings.Contains(text, `"For":{`) {
				t.Errorf("for %s:\n%s", audience, text)
			}
		}
	})
}
