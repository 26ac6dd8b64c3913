package tracker_test

import (
	"errors"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// comesIn gives a user every way in: a password by a link that a keeper made, an identity at a provider, a browser and a token.
func (w *world) comesIn(keeper, username string) {
	w.t.Helper()
	_, err := w.MakeLink(w.ctx(), w.as(keeper), username, "link of "+username)
	w.tick(err)
	_, err = w.UseLink(w.ctx(), "link of "+username, "hash of "+username, false)
	w.tick(err)
	w.tick(w.LinkIdentity(w.ctx(), w.as(username), "https://id.example.org", username))
	_, err = w.SignIn(w.ctx(), username, tracker.NewSignIn{SecretHash: "browser of " + username, Way: workplan.ByPassword})
	w.tick(err)
	_, err = w.CreateToken(w.ctx(), w.as(username), username, workplan.NewToken{Name: "mine", Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: "token" + username, Hash: "hash"})
	w.tick(err)
}

// waysIn says which of a user's ways in work: password, identity, browser and token.
func (w *world) waysIn(username string) (ways [4]bool) {
	w.t.Helper()
	password, err := w.HasPassword(w.ctx(), w.as(username))
	must(w.t, err)
	identities, err := w.Identities(w.ctx(), w.as(username))
	must(w.t, err)
	signIns, err := w.SignIns(w.ctx(), w.as(username))
	must(w.t, err)
	tokens, err := w.Tokens(w.ctx(), w.as(username))
	must(w.t, err)
	ways = [4]bool{password, len(identities) > 0, len(signIns) > 0}
	for _, token := range tokens {
		ways[3] = ways[3] || token.Usable(w.clock.now())
	}
	return ways
}

// Who could hand out a user's ways in is not to come to more by them than they could give.
func TestAHigherRoleEndsTheWaysInThatOthersHandedOut(t *testing.T) {
	all, none := [4]bool{true, true, true, true}, [4]bool{}
	for name, c := range map[string]struct {
		giver string
		role  workplan.NewBinding
		left  [4]bool
	}{
		"co-chair":                     {"chair", workplan.NewBinding{Role: workplan.RoleCoChair, Body: "wg"}, none},
		"admin":                        {"root", workplan.NewBinding{Role: workplan.RoleAdmin}, none},
		"secretariat of another body":  {"root", workplan.NewBinding{Role: workplan.RoleSecretariat, Body: "tf"}, none},
		"secretariat of the same body": {"chair", workplan.NewBinding{Role: workplan.RoleSecretariat, Body: "wg"}, all},
		"reader of another body":       {"root", workplan.NewBinding{Role: workplan.RoleReader, Body: "tf"}, all},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				w.body("tf")
				w.comesIn("desk", "rita")
				if _, err := w.CreateBinding(w.ctx(), w.as(c.giver), "rita", c.role); err != nil {
					t.Fatal(err)
				}
				if left := w.waysIn("rita"); left != c.left {
					t.Errorf("password, identity, browser, token: %v are left", left)
				}
				w.whole()
				ended, err := w.ListAudit(w.ctx(), w.as("root"), workplan.AuditFilter{Actor: "chair"}, workplan.Page{Limit: 200})
				must(t, err)
				for _, e := range ended.Rows {
					if e.Authority == "own" {
						t.Errorf("what the co-chair did to another is told as by their own right: %s, %s", e.Action, e.Object)
					}
				}
			})
		})
	}
}

// A user whose roles are all over is not up for grabs: only who could give those roles makes them a link.
func TestWhoHadARoleIsKeptByWhoCouldGiveIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.EndBinding(w.ctx(), w.as("root"), "second", 1)
		must(t, err)
		_, err = w.MakeLink(w.ctx(), w.as("desk"), "second", "a link")
		var refusal *workplan.Error
		if !errors.As(err, &refusal) {
			t.Errorf("the secretariat makes a link for who was co-chair: %v", err)
		}
	})
}

// Nobody comes back by a way in from before they were shut out.
func TestWhoIsDisabledBeginsAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.comesIn("desk", "rita")
		for _, disabled := range []bool{true, false} {
			_, err := w.EditUser(w.ctx(), w.as("root"), "rita", nil, func(_ *workplan.User, d *bool) error { *d = disabled; return nil })
			must(t, err)
		}
		if left := w.waysIn("rita"); left != [4]bool{true, true, false, false} {
			t.Errorf("password, identity, browser, token: %v are left", left)
		}
		w.whole()
	})
}

// A keeper's own password is changed by who knows it, not by a link.
func TestNobodyMakesALinkForThemselves(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, who := range []string{"desk", "chair", "root"} {
			_, err := w.MakeLink(w.ctx(), w.as(who), who, "a link of "+who)
			refused(t, err, "forbidden")
		}
	})
}
