package tracker_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// signedOn is a sign-in of a user, with a secret of its own.
func (w *world) signedOn(user, secret string) workplan.SignIn {
	w.t.Helper()
	s, err := w.SignIn(w.ctx(), user, tracker.NewSignIn{SecretHash: secret, Way: workplan.ByPassword, Browser: "Firefox on Linux"})
	w.tick(err)
	return s
}

// entries counts the audit entries of the system's chain.
func (w *world) entries() int {
	w.t.Helper()
	list, err := w.store.Read(w.ctx()).Entries(workplan.SystemChain, 0, 10_000)
	must(w.t, err)
	return len(list)
}

func TestSignInsAreTheirOwners(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.entries()
		for n, secret := range []string{"a", "b", "c"} {
			if s := w.signedOn("ana", secret); s.Number != n+1 {
				t.Errorf("sign-in %d has number %d", n+1, s.Number)
			}
		}
		w.signedOn("ben", "d")
		refused(t, w.EndSignIn(w.ctx(), w.as("ben"), 3), "not-found")
		w.tick(w.EndSignIn(w.ctx(), w.as("ana"), 2))
		refused(t, w.EndSignIn(w.ctx(), w.as("ana"), 2), "not-found")
		if got := w.entries() - before; got != 5 {
			t.Errorf("four sign-ins and an end made %d audit entries", got)
		}
		live := func() (numbers []int) {
			list, err := w.SignIns(w.ctx(), w.as("ana"))
			must(t, err)
			for _, s := range list {
				numbers = append(numbers, s.Number)
			}
			return numbers
		}
		if got := live(); len(got) != 2 || got[0] != 3 || got[1] != 1 {
			t.Errorf("live are %v", got)
		}
		w.tick(w.EndOtherSignIns(w.ctx(), w.as("ana"), 1))
		if got := live(); len(got) != 1 || got[0] != 1 {
			t.Errorf("after the others were ended, live are %v", got)
		}
		w.clock.move(workplan.SignInIdle)
		if got := live(); len(got) != 0 {
			t.Errorf("idle for half an hour, live are %v", got)
		}
		if _, err := w.SignIns(w.ctx(), workplan.Actor{}); err == nil {
			t.Error("a stranger lists sign-ins")
		}
		_, err := w.EditUser(w.ctx(), operator, "ana", nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		w.tick(err)
		if _, err := w.SignIn(w.ctx(), "ana", tracker.NewSignIn{SecretHash: "e", Way: workplan.ByPassword}); err != store.ErrEnded {
			t.Errorf("a disabled user signs in: %v", err)
		}
	})
}

func TestALinkIsUsedOnceByWhoHoldsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for who, slug := range map[string]string{"ana": "forbidden", "ben": "forbidden"} {
			_, err := w.MakeLink(w.ctx(), w.as(who), "chair", "h")
			refused(t, err, slug)
		}
		_, err := w.MakeLink(w.ctx(), w.as("desk"), "chair", "h") // a secretariat gives no co-chair roles, so it does not take one over either
		refused(t, err, "forbidden")
		made, err := w.MakeLink(w.ctx(), w.as("desk"), "rita", "first")
		w.tick(err)
		if made.Kind != workplan.LinkInvitation || made.ExpiresAt.Sub(made.CreatedAt) != workplan.InvitationLife {
			t.Errorf("%+v", made)
		}
		_, err = w.MakeLink(w.ctx(), w.as("desk"), "rita", "second")
		w.tick(err)
		_, err = w.Link(w.ctx(), "first")
		refused(t, err, "not-found")
		w.signedOn("rita", "a")

		var used atomic.Int32
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if _, err := w.UseLink(w.ctx(), "second", "hash of a password", false); err == nil {
					used.Add(1)
				}
			})
		}
		both.Wait()
		w.clock.move(time.Second)
		if used.Load() != 1 {
			t.Errorf("one link was used %d times", used.Load())
		}
		if list, err := w.SignIns(w.ctx(), w.as("rita")); err != nil || len(list) != 0 {
			t.Errorf("a new password leaves %d browsers signed in, %v", len(list), err)
		}
		reset, err := w.MakeLink(w.ctx(), w.as("root"), "rita", "third")
		w.tick(err)
		if reset.Kind != workplan.LinkReset {
			t.Errorf("who has a password gets a link of kind %s", reset.Kind)
		}
		w.clock.move(workplan.ResetLife)
		_, err = w.UseLink(w.ctx(), "third", "another", false)
		refused(t, err, "not-found")
	})
}

func TestAFreshDatabaseIsSetUpOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := worldOn(t, s)
		ada := workplan.NewUser{Username: "ada", Name: "Ada", Email: "ada@example.org"}
		_, err := w.OpenSetUp(w.ctx(), "first")
		w.tick(err)
		_, err = w.OpenSetUp(w.ctx(), "second")
		w.tick(err)
		_, err = w.SetUp(w.ctx(), "first", ada, "hash")
		refused(t, err, "not-found")
		_, err = w.SetUp(w.ctx(), "second", workplan.NewUser{Username: "Ada", Name: "Ada", Email: "ada"}, "hash")
		refused(t, err, "invalid")
		u, err := w.SetUp(w.ctx(), "second", ada, "hash")
		w.tick(err)
		if len(u.Bindings) != 1 || u.Bindings[0].Role != workplan.RoleAdmin {
			t.Errorf("the first user is %+v", u.Bindings)
		}
		_, err = w.SetUp(w.ctx(), "second", workplan.NewUser{Username: "bo", Name: "Bo", Email: "bo@example.org"}, "hash")
		refused(t, err, "not-found")
		_, err = w.OpenSetUp(w.ctx(), "third")
		refused(t, err, "already-exists")
	})
}

func TestAnIdentityIsOnePersons(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const issuer = "https://id.example.org"
		_, err := w.UserOfIdentity(w.ctx(), issuer, "4711")
		refused(t, err, "not-found")
		w.tick(w.LinkIdentity(w.ctx(), w.as("ana"), issuer, "4711"))
		w.tick(w.LinkIdentity(w.ctx(), w.as("ana"), issuer, "4711"))
		refused(t, w.LinkIdentity(w.ctx(), w.as("ben"), issuer, "4711"), "already-exists")
		refused(t, w.LinkIdentity(w.ctx(), w.as("ana"), issuer, "4712"), "already-exists")
		if who, err := w.UserOfIdentity(w.ctx(), issuer, "4711"); err != nil || who != "ana" {
			t.Errorf("%q, %v", who, err)
		}
		_, err = w.MakeLink(w.ctx(), w.as("root"), "ben", "invitation")
		w.tick(err)
		_, err = w.LinkByInvitation(w.ctx(), "invitation", issuer, "4711", false)
		refused(t, err, "already-exists")
		_, err = w.LinkByInvitation(w.ctx(), "invitation", issuer, "4713", false)
		w.tick(err)
		_, err = w.UseLink(w.ctx(), "invitation", "hash", false)
		refused(t, err, "not-found")
	})
}

func TestDraftsAreOnesOwn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, content := range []string{"done=One", "done=Two"} {
			w.tick(w.KeepDraft(w.ctx(), w.as("ana"), "/here", content))
		}
		w.tick(w.KeepDraft(w.ctx(), w.as("ben"), "/here", "done=Ben"))
		if d, err := w.Draft(w.ctx(), w.as("ana"), "/here"); err != nil || d.Content != "done=Two" {
			t.Errorf("%+v, %v", d, err)
		}
		if list, err := w.Drafts(w.ctx(), w.as("ana")); err != nil || len(list) != 1 {
			t.Errorf("%+v, %v", list, err)
		}
		refused(t, w.KeepDraft(w.ctx(), w.as("ana"), "/long", string(make([]byte, tracker.MaxDraft+1))), "too-large")
		for n := range tracker.MaxDrafts - 1 {
			w.tick(w.KeepDraft(w.ctx(), w.as("ana"), fmt.Sprintf("/more/%d", n), "x"))
		}
		refused(t, w.KeepDraft(w.ctx(), w.as("ana"), "/one/more", "x"), "invalid")
		w.tick(w.KeepDraft(w.ctx(), w.as("ana"), "/here", "done=Three")) // one that is there already goes on being kept
		w.tick(w.DropDraft(w.ctx(), w.as("ana"), "/here"))
		if d, err := w.Draft(w.ctx(), w.as("ana"), "/here"); err != nil || d.Content != "" {
			t.Errorf("dropped: %+v, %v", d, err)
		}
		w.clock.move(workplan.DraftLife + time.Hour)
		w.tick(w.ForgetAttempts(w.ctx()))
		if d, err := w.Draft(w.ctx(), w.as("ben"), "/here"); err != nil || d.Content != "" {
			t.Errorf("a month later: %+v, %v", d, err)
		}
	})
}

// TestALinkEndsWithANewRole: who made it for somebody with less could else come in with what that person has since.
func TestALinkEndsWithANewRole(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.MakeLink(w.ctx(), w.as("desk"), "rita", "held back")
		w.tick(err)
		_, err = w.CreateBinding(w.ctx(), w.as("chair"), "rita", workplan.NewBinding{Role: workplan.RoleCoChair, Body: "wg"})
		w.tick(err)
		if l, err := w.Link(w.ctx(), "held back"); workplan.KindOf(err) != workplan.NotFound {
			t.Errorf("the link of a reader who is a co-chair now: %+v, %v", l, err)
		}
		if _, faults, err := w.VerifyRecords(w.ctx()); err != nil || len(faults) > 0 {
			t.Errorf("%q, %v", faults, err)
		}
	})
}
