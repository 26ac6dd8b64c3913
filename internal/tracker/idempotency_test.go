package tracker_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// once is a context in which a creation may be repeated under a key.
func once(key, request string) context.Context {
	return tracker.WithOnce(context.Background(), tracker.Once{Key: key, Request: request, Answer: func(result any) (tracker.Answer, error) {
		return tracker.Answer{Status: 201, Location: "/here", ETag: `"1"`, Body: fmt.Sprintf("%T", result)}, nil
	}})
}

// post posts under a key; replayed is the stored answer, nil where the update was recorded now.
func (w *world) post(who, key, request string) (replayed *tracker.Replay, err error) {
	_, err = w.PostStatusUpdate(once(key, request), w.as(who), "p", "1.1", nil, says("half"))
	if errors.As(err, &replayed) {
		return replayed, nil
	}
	return nil, err
}

// updates counts the updates of p/1.1, and checks that each has its audit entry.
func (w *world) updates() int {
	w.t.Helper()
	list, err := w.ListItemUpdates(w.ctx(), w.as("chair"), "p", "1.1", workplan.UpdateFilter{}, workplan.Page{Limit: 200}, tracker.When{})
	must(w.t, err)
	audit, err := w.ListAudit(w.ctx(), w.as("chair"), workplan.AuditFilter{Plan: "p", Action: "post status update"}, workplan.Page{Limit: 200})
	must(w.t, err)
	if len(audit.Rows) != len(list.Rows) {
		w.t.Errorf("%d updates have %d audit entries", len(list.Rows), len(audit.Rows))
	}
	return len(list.Rows)
}

func TestARepeatedRequestIsAnsweredFromStore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		replayed, err := w.post("ana", "key-1", "digest")
		must(t, err)
		if replayed != nil {
			t.Fatal("the first request was replayed")
		}
		w.clock.move(23*time.Hour + 59*time.Minute)
		replayed, err = w.post("ana", "key-1", "digest")
		must(t, err)
		want := tracker.Answer{Status: 201, Location: "/here", ETag: `"1"`, Body: "tracker.UpdateReading"}
		if replayed == nil || replayed.Answer != want {
			t.Errorf("replayed %+v, want %+v", replayed, want)
		}
		_, err = w.post("ana", "key-1", "another digest")
		refused(t, err, "key-reused")
		if n := w.updates(); n != 1 {
			t.Errorf("%d updates, want 1", n)
		}
		if replayed, err = w.post("desk", "key-1", "digest"); err != nil || replayed != nil {
			t.Errorf("another user's key is another key: %+v, %v", replayed, err)
		}
		w.clock.move(2 * time.Minute)
		if replayed, err = w.post("ana", "key-1", "another digest"); err != nil || replayed != nil {
			t.Errorf("after 24 hours the key is free: %+v, %v", replayed, err)
		}
		if n := w.updates(); n != 3 {
			t.Errorf("%d updates, want 3", n)
		}
	})
}

func TestEveryCreationCanBeRepeated(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p")
		chair := w.as("chair")
		for name, c := range map[string]struct {
			create func(context.Context) error
			want   string
		}{
			"item": {func(ctx context.Context) error {
				_, err := w.CreateItem(ctx, chair, "p", workplan.NewItem{ItemContent: itemOf("One")})
				return err
			}, "tracker.ItemReading"},
			"items": {func(ctx context.Context) error {
				_, err := w.CreateItems(ctx, chair, "p", []workplan.NewItem{{ItemContent: itemOf("One")}})
				return err
			}, "[]tracker.ItemReading"},
			"plan": {func(ctx context.Context) error {
				_, err := w.CreatePlan(ctx, chair, workplan.NewPlan{Code: "q", Body: "wg", PlanContent: workplan.PlanContent{Title: "Q"}})
				return err
			}, "workplan.WorkPlan"},
			"user": {func(ctx context.Context) error {
				_, err := w.CreateUser(ctx, chair, workplan.NewUser{Username: "newt", Name: "New", Email: "new@example.org", Bindings: []workplan.NewBinding{reader("wg")}})
				return err
			}, "tracker.UserReading"},
		} {
			must(t, c.create(once("key-"+name, name)))
			var replayed *tracker.Replay
			if err := c.create(once("key-"+name, name)); !errors.As(err, &replayed) || replayed.Body != c.want {
				t.Errorf("%s again: %v, want the answer made of a %s", name, err, c.want)
			}
		}
	})
}

func TestAFailedRequestStoresNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1")
		_, err := w.post("ana", "key-1", "digest")
		refused(t, err, "plan-not-endorsed")
		w.endorsed("p", "2024-01")
		if replayed, err := w.post("ana", "key-1", "changed"); err != nil || replayed != nil {
			t.Errorf("the key of a refused request is free: %+v, %v", replayed, err)
		}
		broken := tracker.WithOnce(w.ctx(), tracker.Once{Key: "key-2", Answer: func(any) (tracker.Answer, error) { return tracker.Answer{}, errors.New("no form for it") }})
		if _, err := w.PostStatusUpdate(broken, w.as("ana"), "p", "1.1", nil, says("more")); err == nil {
			t.Error("an update without an answer was accepted")
		}
		if n := w.updates(); n != 1 {
			t.Errorf("%d updates, want 1", n)
		}
	})
}

func TestAStoredAnswerIsOnlyForWhoMayStillHaveIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01").user("both", focalPoint("aland"), focalPoint("bland"), reader("wg"))
		for _, c := range []struct {
			id     string
			scopes []workplan.Scope
		}{{"may", []workplan.Scope{workplan.ScopeUpdates}}, {"maynot", []workplan.Scope{workplan.ScopeRead}}} {
			_, err := w.CreateToken(w.ctx(), operator, "both", workplan.NewToken{Name: c.id, Scopes: c.scopes}, tracker.NewSecret{ID: c.id, Hash: "h"})
			w.tick(err)
		}
		by := func(token string) error {
			actor := w.as("both")
			actor.Token = token
			_, err := w.PostStatusUpdate(once("key-1", "digest"), actor, "p", "1.1", nil, says("half"))
			return err
		}
		must(t, by("may"))
		var replayed *tracker.Replay
		for range 20 { // in whatever order the database gives the roles
			if err := by("may"); !errors.As(err, &replayed) {
				t.Fatalf("again: %v", err)
			}
		}
		refused(t, by("maynot"), "missing-scope")
		_, err := w.EndBinding(w.ctx(), w.as("root"), "both", 2)
		w.tick(err)
		refused(t, by("may"), "forbidden")
	})
}

func TestOldAnswersAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		_, err := w.post("ana", "old", "digest")
		must(t, err)
		w.clock.move(tracker.KeyLife + time.Minute)
		_, err = w.post("ana", "new", "digest")
		must(t, err)
		must(t, w.ForgetOldAnswers(w.ctx()))
		w.clock.move(-time.Hour) // so that age alone would still answer the old key
		if replayed, err := w.post("ana", "old", "digest"); err != nil || replayed != nil {
			t.Errorf("old: %+v, %v", replayed, err)
		}
		if replayed, err := w.post("ana", "new", "digest"); err != nil || replayed == nil {
			t.Errorf("new: %+v, %v", replayed, err)
		}
	})
}

func TestOneKeyHasOneEffect(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
		var wait sync.WaitGroup
		answers, errs := make([]*tracker.Replay, 20), make([]error, 20)
		for n := range 20 {
			wait.Go(func() { answers[n], errs[n] = w.post("ana", "key-1", "digest") })
		}
		wait.Wait()
		first := 0
		for n := range 20 {
			must(t, errs[n])
			if answers[n] == nil {
				first++
			}
		}
		if n := w.updates(); first != 1 || n != 1 {
			t.Errorf("%d requests took effect, %d updates; want 1 and 1", first, n)
		}
	})
}

func TestOneKeyForTwoRequestsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("both", coChair("wg"), coChair("other"))
		var wait sync.WaitGroup
		errs := make([]error, 20)
		for n := range 20 {
			wait.Go(func() {
				in := workplan.NewMeeting{Code: fmt.Sprintf("meet-%d", n), Body: []string{"wg", "other"}[n%2], MeetingContent: workplan.MeetingContent{Name: "A meeting"}}
				_, errs[n] = w.CreateMeeting(once("key-1", in.Code), w.as("both"), in)
			})
		}
		wait.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else {
				refused(t, err, "key-reused")
			}
		}
		list, err := w.ListMeetings(w.ctx(), w.as("both"), workplan.MeetingFilter{}, workplan.Page{}, tracker.When{})
		must(t, err)
		if made != 1 || len(list.Rows) != 1 {
			t.Errorf("%d requests took effect and made %d meetings; want 1 and 1", made, len(list.Rows))
		}
	})
}

func TestAnswersSurviveARestart(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			url := storetest.URL(t, engine)
			w := settled(t, opened(t, url))
			w.plan("p").item("p", "1.1").endorsed("p", "2024-01")
			_, err := w.post("ana", "key-1", "digest")
			must(t, err)
			again := worldOn(t, opened(t, url))
			again.clock.move(time.Hour)
			if replayed, err := again.post("ana", "key-1", "digest"); err != nil || replayed == nil {
				t.Errorf("after a restart: %+v, %v", replayed, err)
			}
		})
	}
}
