package tracker_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestMain makes the random histories few enough for every run; -rapid.checks asks for more.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "6")
	}
	os.Exit(m.Run())
}

// clock is the tests' clock: it stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	return c.at
}

// world is a tracker on its own database, with a body "wg", its members and people, and a clock.
type world struct {
	*tracker.Tracker
	t     testing.TB
	store *store.Store
	clock *clock
}

// operator is the person at the machine's own command line.
var operator = workplan.Actor{Operator: true}

// each runs a test in a world of each engine.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, settled(t, s)) })
}

// settled is a world in which the working group "wg" has the members aland, bland (members) and cland (an observer), its co-chairs are chair
// and second, its secretariat is desk, aland's focal point is ana, bland's ben and cland's cleo, rita reads, and root keeps the system.
func settled(t testing.TB, s *store.Store) *world {
	t.Helper()
	w := worldOn(t, s)
	w.body("wg").member("aland", "wg", workplan.MembershipMember).member("bland", "wg", workplan.MembershipMember).
		member("cland", "wg", workplan.MembershipObserver)
	w.user("chair", coChair("wg")).user("second", coChair("wg")).user("desk", secretariat("wg")).
		user("ana", focalPoint("aland")).user("ben", focalPoint("bland")).user("cleo", focalPoint("cland")).
		user("rita", reader("wg")).user("root", admin())
	return w
}

func worldOn(t testing.TB, s *store.Store) *world {
	c := &clock{at: time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
	return &world{Tracker: tracker.New(s, tracker.Settings{Now: c.now}), t: t, store: s, clock: c}
}

func (w *world) body(code string) *world {
	w.t.Helper()
	_, err := w.CreateBody(w.ctx(), operator, workplan.NewBody{Code: code, BodyContent: workplan.BodyContent{Name: "Body " + code}})
	return w.tick(err)
}

func (w *world) member(code, body string, role workplan.MembershipRole) *world {
	w.t.Helper()
	_, err := w.CreateMember(w.ctx(), operator, workplan.NewMember{Code: code, MemberContent: workplan.MemberContent{Name: "Land of " + code, Kind: workplan.KindState}})
	w.tick(err)
	return w.standing(code, body, role)
}

func (w *world) standing(member, body string, role workplan.MembershipRole) *world {
	w.t.Helper()
	_, err := w.CreateMembership(w.ctx(), operator, body, workplan.NewMembership{Member: member,
		MembershipContent: workplan.MembershipContent{Role: role, FromDate: "2020"}})
	return w.tick(err)
}

func (w *world) user(name string, roles ...workplan.NewBinding) *world {
	w.t.Helper()
	_, err := w.CreateUser(w.ctx(), operator, workplan.NewUser{Username: name, Name: name, Email: name + "@example.org", Bindings: roles})
	return w.tick(err)
}

func (w *world) meeting(code string, day workplan.PartialDate) *world {
	w.t.Helper()
	_, err := w.CreateMeeting(w.ctx(), w.as("chair"), workplan.NewMeeting{Code: code, Body: "wg", MeetingContent: workplan.MeetingContent{Name: code, Starts: day}})
	return w.tick(err)
}

// plan is a draft of wg with the objectives 1 and 2.
func (w *world) plan(code string) *world {
	w.t.Helper()
	_, err := w.CreatePlan(w.ctx(), w.as("chair"), workplan.NewPlan{Code: code, Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan " + code, PeriodEnd: "2026"}})
	w.tick(err)
	for _, title := range []string{"Prevention", "Protection"} {
		_, err = w.CreateObjective(w.ctx(), w.as("chair"), code, workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: title}})
		w.tick(err)
	}
	return w
}

// item adds an item to a draft; its details start from a one-off led by aland and due in June 2024.
func (w *world) item(plan, ref string, details ...func(*workplan.ItemContent)) *world {
	w.t.Helper()
	_, err := w.CreateItem(w.ctx(), w.as("chair"), plan, workplan.NewItem{Ref: ref, ItemContent: itemOf("Item "+ref, details...)})
	return w.tick(err)
}

func (w *world) endorsed(plan string, on workplan.PartialDate) *world {
	w.t.Helper()
	_, err := w.EndorsePlan(w.ctx(), w.as("chair"), plan, nil, workplan.Endorsement{On: on})
	return w.tick(err)
}

// posts posts an update on an item and moves the clock by an hour.
func (w *world) posts(who, plan, ref string, u workplan.NewStatusUpdate) tracker.UpdateReading {
	w.t.Helper()
	r, err := w.PostStatusUpdate(w.ctx(), w.as(who), plan, ref, nil, u)
	w.tick(err)
	w.clock.move(time.Hour)
	return r
}

// as is a person as the database knows them today.
func (w *world) as(username string) workplan.Actor {
	w.t.Helper()
	id, err := w.store.Read(w.ctx()).IdentityOf(username, "", w.Today(), "")
	if err != nil {
		w.t.Fatalf("who is %s: %v", username, err)
	}
	actor, err := id.Actor(w.clock.now(), false)
	if err != nil {
		w.t.Fatalf("who is %s: %v", username, err)
	}
	return actor
}

func (w *world) ctx() context.Context { return context.Background() }

// tick fails the test on an error, and moves the clock by a second.
func (w *world) tick(err error) *world {
	w.t.Helper()
	must(w.t, err)
	w.clock.move(time.Second)
	return w
}

func itemOf(title string, details ...func(*workplan.ItemContent)) workplan.ItemContent {
	c := workplan.ItemContent{Objective: 1, Title: title, Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}, Due: "2024-06"}
	for _, d := range details {
		d(&c)
	}
	return c
}

func ledBy(members ...string) func(*workplan.ItemContent) {
	return func(c *workplan.ItemContent) { c.Leads = members }
}

func due(d workplan.PartialDate) func(*workplan.ItemContent) {
	return func(c *workplan.ItemContent) { c.Due = d }
}

func forAudience(a workplan.Audience) func(*workplan.ItemContent) {
	return func(c *workplan.ItemContent) { c.Audience = a }
}

func continues(item string) func(*workplan.ItemContent) {
	return func(c *workplan.ItemContent) { c.Predecessors = workplan.List{item} }
}

func coChair(body string) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleCoChair, Body: body, FromDate: "2020-01-01"}
}

func secretariat(body string) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleSecretariat, Body: body, FromDate: "2020-01-01"}
}

func reader(body string) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleReader, Body: body, FromDate: "2020-01-01"}
}

func focalPoint(member string) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: member, FromDate: "2020-01-01"}
}

// focalPointIn speaks for a member in one body only.
func focalPointIn(body, member string) workplan.NewBinding {
	b := focalPoint(member)
	b.Body = body
	return b
}

func admin() workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleAdmin, FromDate: "2020-01-01"}
}

// says is a progress report.
func says(done string) workplan.NewStatusUpdate {
	return workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Done: done}}
}

// becomes is a report that moves the item.
func becomes(s workplan.Status, done string) workplan.NewStatusUpdate {
	u := says(done)
	u.Status = s
	return u
}

// completed is a report that the item was completed on a day.
func completed(on workplan.PartialDate) workplan.NewStatusUpdate {
	u := becomes(workplan.StatusCompleted, "all of it")
	u.CompletedOn = on
	return u
}

// because is a move that must give a reason.
func because(s workplan.Status, reason string) workplan.NewStatusUpdate {
	return workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: s, Reason: reason}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks the slug of a refusal: one of workplan's, or "signed-out" and "ended" for who may not even ask.
func refused(t testing.TB, err error, slug string) {
	t.Helper()
	got := "nothing"
	var e *workplan.Error
	switch {
	case errors.As(err, &e):
		got = e.Slug
	case errors.Is(err, tracker.ErrSignIn):
		got = "signed-out"
	case errors.Is(err, tracker.ErrEnded):
		got = "ended"
	case err != nil:
		t.Fatalf("an error that is no refusal: %v", err)
	}
	if got != slug {
		t.Errorf("refused with %s (%v), want %s", got, err, slug)
	}
}

// faultsOf are the pointers and codes of an invalid input.
func faultsOf(err error) []string {
	var e *workplan.Error
	if !errors.As(err, &e) {
		return nil
	}
	list := []string{}
	for _, f := range e.Faults {
		list = append(list, f.Pointer+" "+f.Code)
	}
	return list
}
