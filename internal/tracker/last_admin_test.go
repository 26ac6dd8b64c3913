package tracker_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// disables disables a user as another.
func (w *world) disables(who workplan.Actor, username string) error {
	_, err := w.EditUser(w.ctx(), who, username, nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
	return err
}

func (w *world) ends(who workplan.Actor, username string, number int) error {
	_, err := w.EndBinding(w.ctx(), who, username, number)
	return err
}

func TestTheLastAdminStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.user("past", until("2024-02-29")).user("coming", from("2024-03-02")).user("gone", admin()).user("over", admin())
		w.tick(w.disables(operator, "gone"))
		w.tick(w.ends(operator, "over", 1))
		root := w.as("root")
		for what, err := range map[string]error{"disabled": w.disables(root, "root"), "without the role": w.ends(root, "root", 1)} {
			refused(t, err, "last-admin")
			if text := fmt.Sprint(err); !strings.Contains(text, "any more now") || !strings.Contains(text, "fwp user") {
				t.Errorf("%s: %v", what, err)
			}
		}
		w.tick(w.ends(root, "gone", 1)) // which counted no more
		w.user("next", admin())
		w.tick(w.ends(root, "root", 1))
		refused(t, w.ends(w.as("next"), "next", 1), "last-admin")
		refused(t, w.ends(root, "root", 1), "forbidden") // who is an admin no more
		_, err := w.CreateBinding(w.ctx(), w.as("next"), "next", admin())
		w.tick(err)
		w.tick(w.ends(w.as("next"), "next", 1)) // there is a second one
		refused(t, w.ends(w.as("next"), "next", 2), "last-admin")
	})
}

func TestAnAdminForSomeTimeDoesNotStandInForOneWithoutEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.user("deputy", until("2024-06-30"))
		root := w.as("root")
		err := w.ends(root, "root", 1)
		refused(t, err, "last-admin")
		if !strings.Contains(fmt.Sprint(err), "after 2024-06-30") {
			t.Error(err)
		}
		refused(t, w.disables(w.as("deputy"), "root"), "last-admin")
		must(t, w.disables(root, "deputy"))
	})
}

func TestTheOperatorMayTakeTheLastAdminAway(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.tick(w.ends(operator, "root", 1))
		_, err := w.CreateBinding(w.ctx(), operator, "root", admin())
		w.tick(err)
		w.tick(w.disables(operator, "root"))
	})
}

func TestAdminsWhoGoAtOnceLeaveOne(t *testing.T) {
	twice(t, func(t *testing.T, w, other *world) {
		ends := func(tr *world, who workplan.Actor, whom string) error { return tr.ends(who, whom, 1) }
		for round, c := range []struct {
			goes   func(tr *world, who workplan.Actor, whom string) error
			across int // 0: each takes the role from itself, 1: each from the other
		}{{ends, 0}, {ends, 1}, {(*world).disables, 0}, {(*world).disables, 1}} {
			names := []string{fmt.Sprintf("ada%d", round), fmt.Sprintf("bo%d", round)}
			w.user(names[0], admin()).user(names[1], admin())
			actors := []workplan.Actor{w.as(names[0]), w.as(names[1])}
			for _, name := range []string{"root", fmt.Sprintf("ada%d", round-1), fmt.Sprintf("bo%d", round-1)}[:min(3, 1+2*round)] {
				must(t, w.disables(operator, name))
			}
			outcomes := atOnce(t, 2, func(n int) error {
				err := c.goes([]*world{w, other}[n], actors[n], names[(n+c.across)%2])
				if errors.Is(err, tracker.ErrEnded) {
					return workplan.Refused("The other was faster.")
				}
				return err
			})
			left, err := w.store.Read(w.ctx()).Admins(w.Today())
			if must(t, err); outcomes[""] != 1 || len(left) != 1 {
				t.Errorf("round %d: %v, and %d admins are left", round, outcomes, len(left))
			}
		}
		w.whole()
	})
}

// from and until are roles of admin that begin or end on a day.
func from(day workplan.Date) workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.RoleAdmin, FromDate: day}
}

func until(day workplan.Date) workplan.NewBinding {
	b := admin()
	b.ToDate = day
	return b
}
