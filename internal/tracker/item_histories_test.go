package tracker_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// history tells what a person reads of an item's history, page by page: kind, day and record of each entry.
func (w *world) history(as, plan, ref string, f workplan.HistoryFilter, when tracker.When) []string {
	w.t.Helper()
	told, page := []string{}, workplan.Page{Limit: 2}
	for {
		list, err := w.ItemHistory(w.ctx(), w.as(as), plan, ref, f, page, when)
		must(w.t, err)
		for _, e := range list.Rows {
			if e.By == "" && e.Kind != workplan.HistoryAtMeeting {
				w.t.Errorf("nobody is named for %s %s", e.Kind, e.On)
			}
			told = append(told, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Kind, e.On, e.Record)))
		}
		if list.Next == nil {
			return told
		}
		page.After = list.Next
	}
}

// A plan of which nobody knows when it was endorsed was endorsed on no day.
func TestAnEndorsementOfAnUnknownDayHasNone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1")
		_, err := w.EditPlan(w.ctx(), w.as("chair"), "p", nil, func(c *workplan.PlanContent) error { c.PeriodStart, c.PeriodEnd = "2021", "2023"; return nil })
		must(t, err)
		_, err = w.EndorsePlan(w.ctx(), w.as("chair"), "p", nil, workplan.Endorsement{Note: "No source tells the day."})
		must(t, err)
		if got := w.history("rita", "p", "1.1", workplan.HistoryFilter{}, tracker.When{}); !slices.Equal(got, []string{"entered", "plan_endorsed"}) {
			t.Errorf("%q", got)
		}
	})
}

// The history of an item begins with the proposals that go on in it, as far as a reader may see them.
func TestTheHistoryOfAnItemTellsOfItsProposals(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nextPlan().until("2024-04-05").accepts(1, "q").until("2024-04-06").merges(2, 1)
		common := []string{"proposed 2024-03-02 proposals/1"}
		accepted := []string{"proposal_decision 2024-04-05 proposals/1", "entered 2024-04-05"}
		for who, want := range map[string][]string{
			"rita": slices.Concat(common, accepted),
			"ben":  slices.Concat(common, []string{"proposed 2024-03-02 proposals/2"}, accepted, []string{"proposal_decision 2024-04-06 proposals/2"}),
		} {
			if diff := cmp.Diff(want, w.history(who, "q", "1.1", workplan.HistoryFilter{}, tracker.When{})); diff != "" {
				t.Errorf("%s: wanted (-), told (+):\n%s", who, diff)
			}
		}
		w.endorsed("q", "2024-04")
		if got := w.history("rita", "q", "1.1", workplan.HistoryFilter{}, tracker.When{}); got[0] != "entered" || got[2] != "plan_endorsed 2024-04" {
			t.Errorf("with an endorsement of which the month is known: %q", got)
		}
		list, err := w.ItemHistory(w.ctx(), w.as("rita"), "q", "1.1", workplan.HistoryFilter{Kind: []workplan.HistoryKind{workplan.HistoryOnProposal}}, workplan.Page{}, tracker.When{})
		if must(t, err); len(list.Rows) != 1 || list.Rows[0].Text.Text != "Proposal 1 was accepted: agreed at the meeting" || list.Rows[0].By != "desk" {
			t.Errorf("the decision: %+v", list.Rows)
		}
	})
}

// eventful tells the story of item p/1.1, on which a bit of everything happens, and gives the moment before its last report.
func (w *world) eventful() (known time.Time) {
	w.t.Helper()
	w.plan("p").item("p", "1.1").endorsed("p", "2024-01-10").until("2024-03-02")
	w.posts("ana", "p", "1.1", becomes(workplan.StatusInProgress, "begun"))
	w.amends("p", amendment("2024-02-20", on("1.1", due("2024-12"))))
	w.until("2024-03-04").posts("ana", "p", "1.1", workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateNilReturn}})
	correction := says("well begun")
	correction.Corrects, correction.CorrectionReason, correction.Status = 1, "the wrong word", workplan.StatusInProgress
	w.posts("ana", "p", "1.1", correction)
	hidden := says("for the chairs")
	hidden.Audience = workplan.AudienceChairs
	known = w.clock.now()
	w.until("2024-03-06").posts("ana", "p", "1.1", hidden)
	d, err := w.PostDeliverable(w.ctx(), w.as("ana"), "p", "1.1", workplan.NewDeliverable{DeliverableContent: workplan.DeliverableContent{Title: "A guide", Kind: workplan.KindGuide}})
	w.tick(err)
	_, err = w.RecordStage(w.ctx(), w.as("ana"), "p", "1.1", d.Number, workplan.NewStage{StageContent: workplan.StageContent{Stage: workplan.StagePublished, ReachedOn: "2024-03-05"}})
	w.tick(err)
	w.met("wg-8", workplan.AudienceMembers)
	_, err = w.RecordDecision(w.ctx(), w.as("desk"), "wg-8", workplan.Decision{Text: "Work on 1.1 welcomed.", Pointers: workplan.Pointers{Items: workplan.List{"p/1.1"}}})
	w.tick(err)
	w.amends("p", amendment("", adds("", "A later item")))
	return known
}

func TestTheHistoryOfAnItemIsOneList(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		known := w.eventful()
		rita := w.history("rita", "p", "1.1", workplan.HistoryFilter{}, tracker.When{})
		want := []string{"entered", "plan_endorsed 2024-01-10", "amended 2024-02-20 amendments/1", "reported 2024-03-02 updates/1", "corrected 2024-03-02 updates/3", "nil_return 2024-03-04 updates/2",
			"deliverable_stage 2024-03-05 deliverables/1/stages/1"}
		var without []string
		for _, line := range rita {
			if !strings.HasPrefix(line, "meeting_decision") {
				without = append(without, line)
			}
		}
		if diff := cmp.Diff(want, without); diff != "" || len(rita) != len(want)+1 {
			t.Errorf("wanted (-), told (+):\n%s\nwith the decision: %q", diff, rita)
		}
		if got := w.history("ana", "p", "1.1", workplan.HistoryFilter{Kind: []workplan.HistoryKind{workplan.HistoryReported}}, tracker.When{}); len(got) != 2 {
			t.Errorf("ana reads the reports %q, want the one for the chairs too", got)
		}
		if got := w.history("rita", "p", "1.1", workplan.HistoryFilter{}, tracker.When{AsOf: "2024-02-19"}); !strings.HasPrefix(strings.Join(got, ", "), "entered, plan_endorsed 2024-01-10") || strings.Contains(fmt.Sprint(got), "amended") {
			t.Errorf("as of 19 February: %q", got)
		}
		if got := w.history("rita", "p", "1.1", workplan.HistoryFilter{}, tracker.When{KnownAt: known}); strings.Contains(fmt.Sprint(got), "stage") || !strings.Contains(fmt.Sprint(got), "updates/3") {
			t.Errorf("known before the stage: %q", got)
		}
		if got := w.history("rita", "p", "1.2", workplan.HistoryFilter{}, tracker.When{}); len(got) != 1 || !strings.HasPrefix(got[0], "entered 2024-03-06") {
			t.Errorf("an item that was added later: %q", got)
		}
	})
}
