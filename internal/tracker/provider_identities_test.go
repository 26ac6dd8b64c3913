package tracker_test

import (
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const provider = "https://id.example.org"

// through is a sign-in of a user by one of the ways.
func (w *world) through(user, secret string, way workplan.SignInWay) int {
	w.t.Helper()
	s, err := w.SignIn(w.ctx(), user, tracker.NewSignIn{SecretHash: secret, Way: way, Browser: "Firefox on Linux"})
	w.tick(err)
	return s.Number
}

// token makes a token of a user.
func (w *world) token(user, id string) {
	w.t.Helper()
	_, err := w.CreateToken(w.ctx(), w.as(user), user, workplan.NewToken{Name: id, Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: id, Hash: "hash of " + id})
	w.tick(err)
}

// tokens counts those of a user that work.
func (w *world) working(user string) int {
	w.t.Helper()
	list, err := w.Tokens(w.ctx(), w.as(user))
	must(w.t, err)
	live := 0
	for _, token := range list {
		if token.Usable(w.Now()) {
			live++
		}
	}
	return live
}

// here counts the browsers in which a user is signed in.
func (w *world) here(user string) int {
	w.t.Helper()
	list, err := w.SignIns(w.ctx(), w.as(user))
	must(w.t, err)
	return len(list)
}

// Nobody loses their last way in by what is meant for others.
func TestOnesOwnLastWayInIsNotTakenOff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		must(t, w.LinkIdentity(w.ctx(), w.as("root"), "https://id.example.org", "4711"))
		refused(t, w.UnlinkIdentity(w.ctx(), w.as("root"), "https://id.example.org", 0), "in-use")
		refused(t, w.UnlinkIdentityOf(w.ctx(), w.as("root"), "root", "https://id.example.org"), "in-use")
	})
}

func TestAnIdentityIsTakenOff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.tick(w.LinkIdentity(w.ctx(), w.as("ana"), provider, "4711"))
		refused(t, w.UnlinkIdentity(w.ctx(), w.as("ana"), provider, 0), "in-use") // the last way in
		for who, slug := range map[string]string{"ben": "forbidden", "rita": "forbidden", "desk": "forbidden", "ana": "forbidden"} {
			w.tick(w.LinkIdentity(w.ctx(), w.as("chair"), provider, "chair"))
			refused(t, w.UnlinkIdentityOf(w.ctx(), w.as(who), "chair", provider), slug)
		}
		w.tick(w.ChangePassword(w.ctx(), w.as("ana"), "hash", 0))
		refused(t, w.UnlinkIdentity(w.ctx(), w.as("ana"), "https://another.example.org", 0), "not-found")
		refused(t, w.UnlinkIdentityOf(w.ctx(), w.as("root"), "ben", provider), "not-found")
		w.through("ana", "a", workplan.ByProvider)
		w.through("ana", "b", workplan.ByPassword)
		in := w.through("ana", "c", workplan.ByProvider)
		list, err := w.Identities(w.ctx(), w.as("ana"))
		if must(t, err); len(list) != 1 || list[0].Subject != "4711" || !list[0].UsedAt.After(list[0].LinkedAt) {
			t.Fatalf("%+v", list)
		}
		w.tick(w.UnlinkIdentity(w.ctx(), w.as("ana"), provider, in))
		if n := w.here("ana"); n != 2 {
			t.Errorf("%d browsers are signed in; the one in use and the one with a password should be", n)
		}
		_, err = w.UserOfIdentity(w.ctx(), provider, "4711")
		refused(t, err, "not-found")
		refused(t, w.UnlinkIdentity(w.ctx(), w.as("ana"), provider, in), "not-found")

		w.tick(w.LinkIdentity(w.ctx(), w.as("ana"), provider, "4712"))
		w.tick(w.UnlinkIdentityOf(w.ctx(), w.as("root"), "ana", provider)) // whoever keeps users may take the last one
		if n := w.here("ana"); n != 1 {
			t.Errorf("%d browsers are signed in, not the one with a password alone", n)
		}
		w.tick(w.LinkIdentity(w.ctx(), w.as("ben"), provider, "4711"))
		access, err := w.AccessOf(w.ctx(), w.as("root"), "ben")
		if must(t, err); len(access.Identities) != 1 || !access.Identities[0].UsedAt.IsZero() {
			t.Errorf("%+v", access)
		}
		if _, faults, err := w.VerifyRecords(w.ctx()); err != nil || len(faults) > 0 {
			t.Errorf("%q, %v", faults, err)
		}
	})
}

// TestALinkEndsWhatWasLetIn: whichever way its holder takes, other browsers are signed out; programs go on unless they are to end too.
func TestALinkEndsWhatWasLetIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.token("rita", "t1")
		w.token("rita", "t2")
		w.tick(w.ChangePassword(w.ctx(), w.as("rita"), "hash", 0))
		for n, c := range []struct {
			use  func(secret string) (tracker.LinkReading, error)
			left int
		}{
			{func(secret string) (tracker.LinkReading, error) {
				return w.LinkByInvitation(w.ctx(), secret, provider, "rita", false)
			}, 2},
			{func(secret string) (tracker.LinkReading, error) { return w.UseLink(w.ctx(), secret, "another", false) }, 2},
			{func(secret string) (tracker.LinkReading, error) { return w.UseLink(w.ctx(), secret, "a third", true) }, 0},
			{func(secret string) (tracker.LinkReading, error) {
				w.token("rita", "t3")
				return w.LinkByInvitation(w.ctx(), secret, provider, "rita", true)
			}, 0},
		} {
			secret := "link " + string(rune('a'+n))
			made, err := w.MakeLink(w.ctx(), w.as("root"), "rita", secret)
			if w.tick(err); made.Kind != workplan.LinkReset {
				t.Fatalf("link %d is of kind %s", n, made.Kind)
			}
			if l, err := w.Link(w.ctx(), secret); err != nil || l.Tokens != w.working("rita") {
				t.Errorf("link %d tells of %d tokens, %v", n, l.Tokens, err)
			}
			w.through("rita", "browser "+secret, workplan.ByPassword)
			_, err = c.use(secret)
			if w.tick(err); w.here("rita") != 0 || w.working("rita") != c.left {
				t.Errorf("after link %d %d browsers are signed in and %d tokens work", n, w.here("rita"), w.working("rita"))
			}
		}
		w.token("rita", "t4")
		w.token("ben", "t5")
		if n, err := w.RevokeTokens(w.ctx(), w.as("rita")); err != nil || n != 1 || w.working("rita") != 0 || w.working("ben") != 1 {
			t.Errorf("%d revoked, %v; %d and %d work", n, err, w.working("rita"), w.working("ben"))
		}
		if _, faults, err := w.VerifyRecords(w.ctx()); err != nil || len(faults) > 0 {
			t.Errorf("%q, %v", faults, err)
		}
	})
}
