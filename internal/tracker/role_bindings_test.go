package tracker_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/workplan"
)

// wide is a world with a second body "other", in which bland stands too and dland alone, with a co-chair and a secretariat of its own.
func wide(w *world) *world {
	return w.body("other").member("dland", "other", workplan.MembershipMember).standing("bland", "other", workplan.MembershipMember).
		user("otherchair", coChair("other")).user("otherdesk", secretariat("other")).user("target", reader("wg"), reader("other"))
}

func TestWhoMayGiveAndEndWhichRole(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wide(w)
		roles := []workplan.NewBinding{reader("wg"), secretariat("wg"), coChair("wg"), focalPointIn("wg", "bland"), focalPoint("bland"), focalPointIn("other", "bland"), reader("other"), admin()}
		for who, may := range map[string]string{ // in the order of roles: y may, n may not
			"root":       "yyyyyyyy",
			"chair":      "yyyynnnn",
			"desk":       "yynynnnn",
			"otherchair": "nnnnnyyn",
			"otherdesk":  "nnnnnyyn",
			"ana":        "nnnnnnnn",
			"rita":       "nnnnnnnn",
		} {
			gave, ended := "", ""
			for _, role := range roles {
				_, err := w.CreateBinding(w.ctx(), w.as(who), "target", role)
				gave += yes(t, err)
				b, err := w.CreateBinding(w.ctx(), w.as("root"), "target", role)
				w.tick(err)
				_, err = w.EndBinding(w.ctx(), w.as(who), "target", b.Number)
				ended += yes(t, err)
			}
			if gave != may || ended != may {
				t.Errorf("%s may give %s and end %s, want %s", who, gave, ended, may)
			}
		}
	})
}

// yes is y for what was done and n for what was forbidden.
func yes(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return "y"
	}
	refused(t, err, "forbidden")
	return "n"
}

func TestABindingThatIsWrongNamesItsFaults(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for want, b := range map[string]workplan.NewBinding{
			"[/member unknown]":               {Role: workplan.RoleFocalPoint, Member: "nowhere"},
			"[/body unknown]":                 {Role: workplan.RoleReader, Body: "none"},
			"[/to out_of_order]":              {Role: workplan.RoleReader, Body: "wg", ToDate: "2024-02-29"},
			"[/member required]":              {Role: workplan.RoleFocalPoint, Body: "wg"},
			"[/member unknown /body unknown]": {Role: workplan.RoleFocalPoint, Member: "nowhere", Body: "none"},
			"[/body not_allowed]":             {Role: workplan.RoleAdmin, Body: "wg"},
		} {
			_, err := w.CreateBinding(w.ctx(), w.as("root"), "rita", b)
			if got := fmt.Sprint(faultsOf(err)); got != want {
				t.Errorf("%+v: %s, want %s", b, got, want)
			}
		}
		_, err := w.CreateBinding(w.ctx(), w.as("chair"), "nobody", reader("wg"))
		refused(t, err, "not-found")
	})
}

func TestEndingABindingCountsFromTheNextRequest(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		root := w.as("root")
		for name, from := range map[string]workplan.Date{"began long ago": "2020-01-01", "began today": "", "begins next year": "2025-01-01"} {
			b, err := w.CreateBinding(w.ctx(), root, "rita", workplan.NewBinding{Role: workplan.RoleSecretariat, Body: "wg", FromDate: from})
			w.tick(err)
			ended, err := w.EndBinding(w.ctx(), root, "rita", b.Number)
			w.tick(err)
			if ended.EndedAt == nil || ended.EndedAt.Before(b.CreatedAt) || ended.FromDate != b.FromDate || ended.ToDate != "" {
				t.Errorf("%s: ended as %+v", name, ended)
			}
			if w.as("rita").Has(workplan.RoleSecretariat, "wg") {
				t.Errorf("%s: still holds today", name)
			}
			u, err := w.User(w.ctx(), root, "rita")
			must(t, err)
			if diff := cmp.Diff(ended, u.Bindings[b.Number-1]); diff != "" {
				t.Errorf("%s: what was answered is not what is kept: %s", name, diff)
			}
			_, err = w.EndBinding(w.ctx(), root, "rita", b.Number)
			refused(t, err, "already-ended")
		}
		w.clock.move(2 * 365 * 24 * time.Hour)
		if w.as("rita").Has(workplan.RoleSecretariat, "wg") {
			t.Error("a role that was ended before it began has begun")
		}
		_, err := w.EndBinding(w.ctx(), root, "rita", 99)
		refused(t, err, "not-found")
	})
}

func TestNobodyButAnAdminGivesARoleToThemselves(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for who, role := range map[string]workplan.NewBinding{"chair": focalPointIn("wg", "aland"), "desk": reader("wg"), "ana": reader("wg")} {
			_, err := w.CreateBinding(w.ctx(), w.as(who), who, role)
			refused(t, err, "forbidden")
		}
		_, err := w.CreateBinding(w.ctx(), w.as("root"), "root", reader("wg"))
		must(t, err)
	})
}
