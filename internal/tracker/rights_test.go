package tracker_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Rights are judged in the transaction that acts: what the actor was found to be when the request came in does not count.
func TestRightsThatEndedUnderWayAreGone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		ana, root := w.as("ana"), w.as("root")
		token := workplan.Actor{Username: "ben", Token: "tok", Scopes: workplan.Scopes, Grants: w.as("ben").Grants}
		_, err := w.CreateToken(w.ctx(), w.as("ben"), "ben", workplan.NewToken{Name: "script", Scopes: workplan.Scopes, Days: 1}, tracker.NewSecret{ID: "tok", Hash: "h"})
		w.tick(err)
		post := func(actor workplan.Actor) error {
			_, err := w.PostStatusUpdate(w.ctx(), actor, "p", "1.1", nil, says("half"))
			return err
		}
		must(t, post(ana))
		_, err = w.EndBinding(w.ctx(), root, "ana", 1)
		w.tick(err)
		refused(t, post(ana), "not-found") // without a role, not even the plan is there
		_, err = w.CreateBinding(w.ctx(), root, "ana", focalPoint("aland"))
		w.tick(err)
		must(t, post(ana))
		_, err = w.EditMembership(w.ctx(), w.as("chair"), "wg", 1, nil, func(c *workplan.MembershipContent) error { c.Role = workplan.MembershipGuest; return nil })
		w.tick(err)
		must(t, post(ana)) // its own items stay its own
		_, err = w.EditUser(w.ctx(), root, "ana", nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		w.tick(err)
		refused(t, post(ana), "ended")
		refused(t, post(workplan.Actor{Username: "nobody"}), "ended")

		refused(t, post(token), "forbidden")
		must(t, w.RevokeToken(w.ctx(), w.as("ben"), "tok"))
		refused(t, post(token), "ended")
		other := token
		other.Token = "another"
		refused(t, post(other), "ended")
	})
}

func TestATokenExpires(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		_, err := w.CreateToken(w.ctx(), w.as("ana"), "ana", workplan.NewToken{Name: "script", Scopes: workplan.Scopes, Days: 1}, tracker.NewSecret{ID: "tok", Hash: "h"})
		must(t, err)
		actor := w.as("ana")
		actor.Token, actor.Scopes = "tok", nil // the scopes too are those of the database
		w.clock.move(24*time.Hour - time.Second)
		_, err = w.PostStatusUpdate(w.ctx(), actor, "p", "1.1", nil, says("half"))
		must(t, err)
		w.clock.move(time.Second)
		_, err = w.PostStatusUpdate(w.ctx(), actor, "p", "1.1", nil, says("half"))
		refused(t, err, "ended")
	})
}

func TestATokenHasOnlyItsScopes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		_, err := w.CreateToken(w.ctx(), w.as("chair"), "chair", workplan.NewToken{Name: "script", Scopes: []workplan.Scope{workplan.ScopeUpdates}}, tracker.NewSecret{ID: "tok", Hash: "h"})
		must(t, err)
		actor := w.as("chair")
		actor.Token, actor.Scopes = "tok", workplan.Scopes
		_, err = w.PostStatusUpdate(w.ctx(), actor, "p", "1.1", nil, because(workplan.StatusWithdrawn, "no money"))
		must(t, err)
		_, err = w.CreatePlan(w.ctx(), actor, workplan.NewPlan{Code: "q", Body: "wg", PlanContent: workplan.PlanContent{Title: "Q"}})
		refused(t, err, "missing-scope")
		_, err = w.CreateUser(w.ctx(), actor, workplan.NewUser{})
		refused(t, err, "missing-scope")
		actor.Scopes = []workplan.Scope{workplan.ScopeUpdates} // reading takes the actor as the edge found it
		_, err = w.Plan(w.ctx(), actor, "p", tracker.When{})
		refused(t, err, "missing-scope")
	})
}

// What the actor may not see is refused exactly as what is not there: on every path that names a plan, an objective, an item or an update.
func TestHiddenIsAbsent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").member("dland", "other", workplan.MembershipMember).user("dan", focalPoint("dland")).user("elsewhere", coChair("other"))
		w.plan("p").item("p", "1.1").item("p", "1.2", forAudience(workplan.AudienceChairs)).endorsed("p", "2024-01").plan("draft").item("draft", "1.1")
		w.posts("ana", "p", "1.1", says("half"))
		for who, pairs := range map[string][][2]string{
			"elsewhere": {{"p", "x"}, {"draft", "x"}}, // the plan is hidden
			"dan":       {{"p", "x"}, {"draft", "x"}},
			"rita":      {{"p/1.2", "p/9.9"}}, // the item is hidden
		} {
			for _, pair := range pairs {
				hidden, absent := w.refusals(who, pair[0]), w.refusals(who, pair[1])
				if diff := cmp.Diff(renamed(absent, pair), renamed(hidden, pair)); diff != "" {
					t.Errorf("%s tells %s from %s:\n%s", who, pair[0], pair[1], diff)
				}
			}
		}
	})
}

func TestNothingIsForWhoIsNotSignedIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1")
		for _, actor := range []workplan.Actor{{}, {PublicReading: true}} {
			_, err := w.PostStatusUpdate(w.ctx(), actor, "p", "1.1", nil, says("half"))
			refused(t, err, "signed-out")
			_, err = w.CreatePlan(w.ctx(), actor, workplan.NewPlan{})
			refused(t, err, "signed-out")
			_, err = w.EditMeeting(w.ctx(), actor, "none", nil, nil)
			refused(t, err, "signed-out")
			refused(t, w.RevokeToken(w.ctx(), actor, "none"), "signed-out")
			_, err = w.ListMembers(w.ctx(), actor, workplan.MemberFilter{}, workplan.Page{})
			refused(t, err, "signed-out")
			_, err = w.Me(w.ctx(), actor)
			refused(t, err, "signed-out")
		}
		_, err := w.ListPlans(w.ctx(), workplan.Actor{}, workplan.PlanFilter{}, workplan.Page{}, tracker.When{})
		refused(t, err, "signed-out")
		list, err := w.ListPlans(w.ctx(), workplan.Actor{PublicReading: true}, workplan.PlanFilter{}, workplan.Page{}, tracker.When{})
		if must(t, err); len(list.Rows) != 0 {
			t.Errorf("an anonymous reader sees %v", list.Rows)
		}
	})
}
