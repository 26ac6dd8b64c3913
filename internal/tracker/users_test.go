package tracker_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestAnAddressIsOneWhateverItsCase(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		u, err := w.CreateUser(w.ctx(), w.as("root"), workplan.NewUser{Username: "maria", Name: "Maria", Email: "Maria.Santos@Example.ORG"})
		w.tick(err)
		if u.Email != "maria.santos@example.org" {
			t.Errorf("kept as %s", u.Email)
		}
		_, err = w.CreateUser(w.ctx(), w.as("root"), workplan.NewUser{Username: "other", Name: "Other", Email: "MARIA.santos@example.org"})
		refused(t, err, "already-exists")
		_, err = w.EditUser(w.ctx(), w.as("root"), "rita", nil, func(u *workplan.User, _ *bool) error { u.Email = "maria.SANTOS@example.org"; return nil })
		refused(t, err, "already-exists")
		_, err = w.EditUser(w.ctx(), w.as("root"), "maria", []int64{1}, func(u *workplan.User, _ *bool) error { u.Email = "MARIA@example.org"; return nil })
		w.tick(err)
		_, err = w.EditUser(w.ctx(), w.as("root"), "maria", []int64{1}, func(u *workplan.User, _ *bool) error { u.Name = "M."; return nil })
		refused(t, err, "stale")
		u, err = w.User(w.ctx(), w.as("root"), "maria")
		if must(t, err); u.Email != "maria@example.org" || u.Version != 2 {
			t.Errorf("%+v", u)
		}
	})
}

func TestKeepersCreateUsersOnlyWithARoleOfTheirs(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wide(w)
		in := workplan.NewUser{Username: "newt", Name: "New", Email: "new@example.org"}
		_, err := w.CreateUser(w.ctx(), w.as("desk"), in)
		if diff := cmp.Diff([]string{"/bindings required"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		for _, roles := range [][]workplan.NewBinding{{coChair("wg")}, {reader("wg"), reader("other")}, {reader("wg"), admin()}} {
			in.Bindings = roles
			_, err = w.CreateUser(w.ctx(), w.as("desk"), in)
			refused(t, err, "forbidden")
		}
		_, err = w.User(w.ctx(), w.as("root"), "newt")
		refused(t, err, "not-found") // all or nothing
		in.Bindings = []workplan.NewBinding{reader("wg"), {Role: workplan.RoleFocalPoint, Member: "nowhere"}}
		_, err = w.CreateUser(w.ctx(), w.as("desk"), in)
		if diff := cmp.Diff([]string{"/bindings/1/member unknown"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		in.Bindings = []workplan.NewBinding{reader("wg"), focalPointIn("wg", "bland")}
		u, err := w.CreateUser(w.ctx(), w.as("desk"), in)
		if must(t, err); len(u.Bindings) != 2 || u.Bindings[1].Number != 2 {
			t.Errorf("%+v", u)
		}
		_, err = w.CreateUser(w.ctx(), w.as("ana"), workplan.NewUser{})
		refused(t, err, "forbidden")
	})
}

// Whoever changes an address can take an account over: so only who could give every role that a user has, or will have, may edit it.
func TestEditingAUserIsNoWayToAHigherRole(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wide(w)
		later := coChair("wg")
		later.FromDate = "2030-01-01"
		past := coChair("wg")
		past.ToDate = "2023-12-31"
		w.user("both", reader("wg"), reader("other")).user("coming", reader("wg"), later).user("former", reader("wg"), past).user("mighty", reader("wg"), admin())
		edit := func(who, whom string) error {
			_, err := w.EditUser(w.ctx(), w.as(who), whom, nil, func(u *workplan.User, _ *bool) error { u.Email = who + "." + u.Email; return nil })
			return err
		}
		for _, whom := range []string{"chair", "both", "coming", "mighty"} {
			refused(t, edit("desk", whom), "forbidden")
		}
		for _, whom := range []string{"otherchair", "otherdesk", "root", "nobody", "ana"} {
			refused(t, edit("desk", whom), "not-found")
		}
		for _, whom := range []string{"former", "rita", "desk"} {
			must(t, edit("desk", whom))
		}
		must(t, edit("chair", "coming"))
		refused(t, edit("chair", "both"), "forbidden")
		refused(t, edit("ana", "ana"), "forbidden")
		must(t, edit("root", "both"))
	})
}

func TestUsersOfOtherBodiesAreHidden(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wide(w)
		names := func(who string) []string {
			var list []string
			page := workplan.Page{Limit: 2}
			for {
				rows, err := w.ListUsers(w.ctx(), w.as(who), workplan.UserFilter{}, page)
				must(t, err)
				for _, u := range rows.Rows {
					list = append(list, u.Username)
					if _, err := w.User(w.ctx(), w.as(who), u.Username); err != nil {
						t.Errorf("%s lists %s but may not read it: %v", who, u.Username, err)
					}
				}
				if page.After = rows.Next; rows.Next == nil {
					return list
				}
			}
		}
		if diff := cmp.Diff([]string{"otherchair", "otherdesk", "target"}, names("otherdesk")); diff != "" {
			t.Error(diff)
		}
		if n := len(names("root")); n != 11 {
			t.Errorf("an admin sees %d users, want all 11", n)
		}
		_, err := w.User(w.ctx(), w.as("otherdesk"), "rita")
		refused(t, err, "not-found")
		_, err = w.ListUsers(w.ctx(), w.as("ana"), workplan.UserFilter{}, workplan.Page{})
		refused(t, err, "forbidden")
		me, err := w.User(w.ctx(), w.as("ana"), "ana")
		if must(t, err); me.Username != "ana" || len(me.Bindings) != 1 {
			t.Errorf("%+v", me)
		}
	})
}

func TestUsersAreFoundByTheirRolesOfToday(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wide(w)
		_, err := w.EndBinding(w.ctx(), w.as("root"), "target", 1) // a reader of wg no more
		w.tick(err)
		for _, c := range []struct {
			who    string
			filter workplan.UserFilter
			want   []string
		}{
			{"root", workplan.UserFilter{Role: []workplan.Role{workplan.RoleAdmin}}, []string{"root"}},
			{"root", workplan.UserFilter{Body: workplan.List{"other"}}, []string{"otherchair", "otherdesk", "target"}},
			{"root", workplan.UserFilter{Role: []workplan.Role{workplan.RoleCoChair, workplan.RoleReader}, Body: workplan.List{"other"}}, []string{"otherchair", "target"}},
			{"root", workplan.UserFilter{Role: []workplan.Role{workplan.RoleReader}, Body: workplan.List{"wg"}}, []string{"rita"}},
			{"root", workplan.UserFilter{Query: "otherdesk", Body: workplan.List{"other"}}, []string{"otherdesk"}},
			{"otherdesk", workplan.UserFilter{Role: []workplan.Role{workplan.RoleAdmin}}, nil},
		} {
			rows, err := w.ListUsers(w.ctx(), w.as(c.who), c.filter, workplan.Page{})
			must(t, err)
			var names []string
			for _, u := range rows.Rows {
				names = append(names, u.Username)
			}
			if diff := cmp.Diff(c.want, names); diff != "" {
				t.Errorf("%s finds by %+v: %s", c.who, c.filter, diff)
			}
		}
	})
}

func TestKeepersSeeHowAUserComesIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wide(w)
		access := func(who, user string) tracker.UserAccess {
			a, err := w.AccessOf(w.ctx(), w.as(who), user)
			must(t, err)
			return a
		}
		if a := access("root", "rita"); !a.SeenAt.IsZero() || a.HasPassword || a.Link != nil {
			t.Errorf("before anything: %+v", a)
		}
		for _, secret := range []string{"one", "two"} {
			_, err := w.MakeLink(w.ctx(), w.as("chair"), "rita", secret)
			w.tick(err)
		}
		if a := access("chair", "rita"); a.Link == nil || a.Link.MadeBy != "chair" || a.Link.Kind != workplan.LinkInvitation || a.Link.SecretHash != "two" {
			t.Errorf("invited: %+v", a)
		}
		_, err := w.UseLink(w.ctx(), "two", "hash", false)
		w.tick(err)
		for _, secret := range []string{"a", "b"} {
			_, err := w.SignIn(w.ctx(), "rita", tracker.NewSignIn{SecretHash: secret, Way: workplan.ByPassword})
			w.tick(err)
		}
		latest, err := w.SignIns(w.ctx(), w.as("rita"))
		must(t, err)
		if a := access("root", "rita"); !a.SeenAt.Equal(latest[0].SeenAt) || !a.HasPassword || a.Link != nil {
			t.Errorf("come in: %+v, last seen %s", a, latest[0].SeenAt)
		}
		for who, kind := range map[string]string{"otherdesk": "not-found", "ana": "forbidden"} {
			_, err := w.AccessOf(w.ctx(), w.as(who), "rita")
			refused(t, err, kind)
			rita, err := w.User(w.ctx(), w.as("root"), "rita")
			must(t, err)
			_, err = w.LastSeen(w.ctx(), w.as(who), []tracker.UserReading{rita})
			refused(t, err, kind)
		}
	})
}
