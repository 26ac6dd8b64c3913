package tracker_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// closedPlan is plan "p", closed on 1 March 2024, of which 1.1 was carried over into 2.1 of the draft "q", 1.2 completed late and 1.3 withdrawn; 1.4 is
// continued by 1.1 of q by hand. It is led by aland. Proposal 1 went on in an item of q, proposal 2 is open.
func closedPlan(w *world) {
	w.meeting("wg-9", "2024-02-15").plan("p").item("p", "1.1", inFull).item("p", "1.2").item("p", "1.3").item("p", "1.4").endorsed("p", "2024-01")
	w.posts("ana", "p", "1.1", becomes(workplan.StatusInProgress, "begun"))
	w.posts("ana", "p", "1.4", completed("2024-02"))
	w.plan("q").item("q", "1.1", continues("p/1.4"))
	w.carries("p", false, carry("1.1", fresh("q", under(2))), completedLate("1.2", "2024-02"), withdrawn("1.3", "No money"))
	for _, title := range []string{"Kites over harbours", "Lamps for patrols"} {
		_, err := w.ProposeItem(w.ctx(), w.as("desk"), workplan.NewProposal{Body: "wg", Meeting: "wg-9", ForPlan: "q", ProposalContent: workplan.ProposalContent{Title: title}})
		w.tick(err)
	}
	_, err := w.AcceptProposal(w.ctx(), w.as("desk"), 1, nil, workplan.Acceptance{Decision: workplan.ProposalDecisionContent{Plan: "q", Reason: "Agreed."}})
	w.tick(err)
	_, err = w.plan("s").EditPlan(w.ctx(), w.as("chair"), "s", nil, func(c *workplan.PlanContent) error { c.Audience = workplan.AudienceChairs; return nil })
	w.tick(err).item("s", "1.1", forChairs)
	for _, title := range []string{"Maps of ferries", "Songs of rescuers"} {
		_, err := w.ProposeItem(w.ctx(), w.as("desk"), workplan.NewProposal{Body: "wg", Meeting: "wg-9", ForPlan: "s", ProposalContent: workplan.ProposalContent{Title: title}})
		w.tick(err)
	}
	_, err = w.AcceptProposal(w.ctx(), w.as("desk"), 3, nil, workplan.Acceptance{Decision: workplan.ProposalDecisionContent{Plan: "s", Reason: "Agreed."}})
	w.tick(err)
	w.closes("p")
}

// laterEvents are what may happen after a plan was closed, none of which is its own.
func laterEvents(w *world) {
	chair := w.as("chair")
	w.clock.move(40 * 24 * time.Hour)
	w.renamed("aland", func(m *workplan.MemberContent) { m.Name, m.ShortName = "Land renamed", "Renamed" })
	w.renamed("bland", func(m *workplan.MemberContent) { m.Name = "Another" })
	_, err := w.EditBody(w.ctx(), chair, "wg", nil, func(b *workplan.BodyContent) error { b.Name = "Body renamed"; return nil })
	w.tick(err)
	_, err = w.EditMeeting(w.ctx(), chair, "wg-9", nil, func(m *workplan.MeetingContent) error {
		m.Starts, m.Name, m.Note = "2024-01-20", "Moved", "Leads that reported on p: bland."
		return nil
	})
	w.tick(err)
	w.meeting("wg-10", "2024-02-28")
	_, err = w.EditItem(w.ctx(), chair, "q", "2.1", nil, func(c *workplan.ItemContent) error {
		c.Title, c.Audience = "Retitled", workplan.AudienceChairs
		return nil
	})
	w.tick(err)
	_, err = w.EditProposal(w.ctx(), w.as("desk"), 2, nil, func(c *workplan.ProposalContent) error {
		c.Title, c.Audience = "Lamps, renamed", workplan.AudienceChairs
		return nil
	})
	w.tick(err)
	for ref, lead := range map[string]string{"1.1": "bland", "1": "aland"} {
		_, err = w.EditItem(w.ctx(), chair, "s", ref, nil, func(c *workplan.ItemContent) error { c.Leads = workplan.List{lead}; return nil })
		w.tick(err)
	}
	w.item("q", "1.5", continues("p/1.2"))
	w.tick(w.RemoveItem(w.ctx(), chair, "q", "1.1", nil))
	_, err = w.EditPlan(w.ctx(), chair, "q", nil, func(c *workplan.PlanContent) error {
		c.Title, c.Audience = "Other", workplan.AudienceChairs
		return nil
	})
	w.tick(err)
	w.endorsed("q", "2024-04-01")
	w.posts("ana", "q", "2.1", completed("2024-04"))
	w.plan("r")
	w.standing("cland", "wg", workplan.MembershipMember)
	w.user("newcomer", coChair("wg"))
}

func TestTheReportOfAClosedPlanIsSettled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		closedPlan(w)
		asked := map[string]tracker.ReportRequest{
			"of no day": {}, "as of the closing": {When: tracker.When{AsOf: "2024-03-01"}}, "with all there is": {WithAnnex: true, WithCheck: true, Since: tracker.When{AsOf: "2024-02-01"}},
			"since a meeting": {Since: tracker.When{Meeting: "wg-9"}}, "of one lead, for the public": {Scope: workplan.ReportScope{Leads: workplan.List{"aland"}}},
		}
		people := []string{"chair", "desk", "ana", "ben", "cleo", "rita"}
		before := map[string]workplan.CompletionReport{}
		for name, ask := range asked {
			for _, who := range people {
				before[name+" "+who] = w.reported(who, "p", ask)
			}
		}
		first := before["of no day rita"]
		if !first.Settled || first.AsOf != "2024-03-01" || first.KnownAt.IsZero() || !first.GeneratedAt.Equal(first.KnownAt.Truncate(time.Second)) || len(first.CarriedOn) != 2 || len(first.Proposals) != 4 || first.Proposals[0].Ends.Item == "" ||
			first.Plan.Status != workplan.PlanClosed {
			t.Fatalf("as of %s, known at %s, generated at %s, carried on %v, settled %v", first.AsOf, first.KnownAt, first.GeneratedAt, first.CarriedOn, first.Settled)
		}
		laterEvents(w)
		for name, ask := range asked {
			for _, who := range people {
				if diff := cmp.Diff(before[name+" "+who], w.reported(who, "p", ask)); diff != "" {
					t.Errorf("%s, for %s: %s", name, who, diff)
				}
			}
		}
		later := w.reported("rita", "p", tracker.ReportRequest{When: tracker.When{AsOf: "2024-04-01"}})
		if !later.Settled || later.AsOf != "2024-04-01" || !later.KnownAt.Equal(first.KnownAt) || later.Names["aland"] != "Land of aland" {
			t.Errorf("as of a later day: %+v %v", later.KnownAt, later.Names)
		}
		earlier := w.reported("rita", "p", tracker.ReportRequest{When: tracker.When{AsOf: "2024-02-20"}})
		if earlier.Settled || earlier.Names["aland"] != "Renamed" || earlier.KnownAt.Equal(first.KnownAt) {
			t.Errorf("as of an earlier day: %v %v", earlier.KnownAt, earlier.Names)
		}
		now := w.reported("chair", "p", tracker.ReportRequest{When: tracker.When{KnownAt: w.clock.now()}})
		if now.Settled || now.Names["aland"] != "Renamed" || len(now.CarriedOn) != 2 || now.CarriedOn[1].To != "q/1.5" {
			t.Errorf("with a known_at: %v %v", now.Names, now.CarriedOn)
		}
	})
}

func (w *world) reported(who, plan string, ask tracker.ReportRequest) workplan.CompletionReport {
	w.t.Helper()
	r, err := w.CompletionReport(w.ctx(), w.as(who), plan, ask)
	must(w.t, err)
	return r
}

func TestReopeningUnsettlesAReportAndClosingSettlesItAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		closedPlan(w)
		first := w.reported("chair", "p", tracker.ReportRequest{})
		laterEvents(w)
		_, err := w.ReopenPlan(w.ctx(), w.as("chair"), "p", nil, workplan.Reopening{Reason: "A name was wrong"})
		w.tick(err)
		if r := w.reported("rita", "p", tracker.ReportRequest{}); r.Settled || r.AsOf != w.Today() || r.Names["aland"] != "Renamed" {
			t.Errorf("reopened: as of %s, %v", r.AsOf, r.Names)
		}
		w.closes("p")
		again := w.reported("rita", "p", tracker.ReportRequest{})
		if !again.Settled || again.AsOf != w.Today() || !again.KnownAt.After(first.KnownAt) || again.Names["aland"] != "Renamed" {
			t.Errorf("closed again: as of %s, known at %s, %v", again.AsOf, again.KnownAt, again.Names)
		}
		if r := w.reported("chair", "p", tracker.ReportRequest{When: tracker.When{AsOf: "2024-03-01", KnownAt: first.KnownAt}}); r.Names["aland"] != "Land of aland" || len(r.CarriedOn) != len(first.CarriedOn) {
			t.Errorf("as it was settled at first: %v %v", r.Names, r.CarriedOn)
		}
	})
}

// Whose rights change sees what those now let in, of what was settled.
func TestASettledReportShowsWhatItsReaderMaySee(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").item("p", "1.2", forAudience(workplan.AudienceChairs), ledBy("bland")).endorsed("p", "2024-01")
		w.carries("p", false, withdrawn("1.1", "x"), withdrawn("1.2", "x"))
		w.closes("p")
		if r := w.reported("rita", "p", tracker.ReportRequest{}); r.Headline.Items != 1 || r.Audience != workplan.AudienceMembers {
			t.Errorf("before: %d items for %s", r.Headline.Items, r.Audience)
		}
		_, err := w.CreateBinding(w.ctx(), operator, "rita", secretariat("wg"))
		w.tick(err)
		if r := w.reported("rita", "p", tracker.ReportRequest{}); r.Headline.Items != 2 || r.Audience != workplan.AudienceChairs || !r.Settled {
			t.Errorf("after: %d items for %s", r.Headline.Items, r.Audience)
		}
	})
}

// A write that is under way elsewhere when a plan is closed, and has taken an earlier time, does not change what was settled.
func TestASettledReportWaitsForWhatIsUnderWay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		closedPlan(w)
		first := w.reported("rita", "p", tracker.ReportRequest{})
		w.clock.move(-time.Hour)
		w.renamed("aland", func(m *workplan.MemberContent) { m.Name = "By a slow clock" })
		w.clock.move(time.Hour)
		if diff := cmp.Diff(first, w.reported("rita", "p", tracker.ReportRequest{})); diff != "" {
			t.Error(diff)
		}
	})
}
