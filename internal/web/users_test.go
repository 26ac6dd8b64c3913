package web_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/web"
	"fwptracker/internal/workplan"
)

func TestUsersAreFoundByWordsRoleAndBody(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[workplan.Body](t)(l.CreateBody(ctx, operator, workplan.NewBody{Code: "other", BodyContent: workplan.BodyContent{Name: "Other group"}}))
		must[tracker.UserReading](t)(l.CreateUser(ctx, operator, workplan.NewUser{Username: "olga", Name: "Olga", Email: "olga@example.org", Bindings: []workplan.NewBinding{{Role: workplan.RoleSecretariat, Body: "other"}}}))
		for n := range 120 {
			must[tracker.UserReading](t)(l.CreateUser(ctx, operator, workplan.NewUser{Username: fmt.Sprintf("many.%d", n), Name: "One of <i>many</i>", Email: fmt.Sprintf("m%d@example.org", n),
				Bindings: []workplan.NewBinding{{Role: workplan.RoleReader, Body: "wg"}}}))
		}
		row := regexp.MustCompile(`<a href="/users/([a-z0-9.]+)"`)
		for _, c := range []struct {
			who, address string
			want         int
		}{{"root", "/users", 129}, {"desk", "/users", 123}, {"chair", "/users?role=reader", 121}, {"root", "/users?body=other", 1}, {"root", "/users?role=focal_point", 4}, {"root", "/users?q=olga", 1},
			{"olga", "/users", 1}, {"root", "/users?q=zzz", 0}} {
			if found := l.through(c.who, c.address, row); len(found) != c.want || distinct(found) != c.want {
				t.Errorf("%s at %s: %d rows, %d of them different", c.who, c.address, len(found), distinct(found))
			}
		}
		l.says("desk", main(l.read("desk", "/users")), []string{"&lt;i&gt;many&lt;/i&gt;", "never", "2 September 2024, 09:00"}, []string{"<i>", "Olga", "other"})
		l.says("nobody", l.read("root", "/users?q=zzz"), []string{"No user whom you keep is like that."}, nil)
		for _, who := range []string{"rita", "ana", "gus"} {
			for _, at := range []string{"/users", "/users/new", "/users/root", "/users/chair/edit", "/users/root/roles/1/end"} {
				if status, _ := l.get(who, at); status != http.StatusForbidden {
					t.Errorf("%s reads %s: %d", who, at, status)
				}
			}
		}
		for at, who := range map[string]string{"/users/olga": "desk", "/users/rita": "olga", "/users/none": "root"} {
			if status, _ := l.get(who, at); status != http.StatusNotFound {
				t.Errorf("%s reads %s: %d", who, at, status)
			}
		}
		if status, _ := l.get("root", "/users?after=x"); status != http.StatusUnprocessableEntity {
			t.Errorf("a damaged page: %d", status)
		}
	})
}

func TestAUserIsEnteredWithARoleThatTheKeeperMayGive(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		offered := func(who string) string {
			return strings.Join(regexp.MustCompile(`<option value="(?:focal_point|reader|secretariat|co_chair|admin)[a-z -]*"`).FindAllString(main(l.read(who, "/users/new")), -1), " ")
		}
		for who, want := range map[string]string{"desk": "focal_point wg,reader wg,secretariat wg", "chair": "focal_point wg,reader wg,secretariat wg,co_chair wg",
			"root": "focal_point wg,reader wg,secretariat wg,co_chair wg,focal_point,admin"} {
			if got := strings.ReplaceAll(strings.NewReplacer(`<option value="`, "", `"`, ",").Replace(offered(who)), ", ", ","); got != want+"," {
				t.Errorf("%s is offered %s", who, got)
			}
		}
		l.says("the choices", main(l.read("root", "/users/new")), []string{`<optgroup label="Working group"><option value="focal_point wg">WG: Focal point</option>`, `<optgroup label="All bodies">`,
			`<optgroup label="The system">`, `<optgroup label="State"><option value="aland">Land of aland</option>`}, []string{`<optgroup label="Organisation">`})
		l.try(keepersForm{at: "/users/new", may: []string{"desk", "chair", "root"}, mayNot: []string{"rita", "ana"}, to: "/users/maria.santos?done=user",
			good: url.Values{"name": {"Maria Santos"}, "username": {"maria.santos"}, "email": {"Maria@example.org"}, "role": {"focal_point wg"}, "member": {"aland"}, "agency": {"The ministry"}},
			bad:  url.Values{"name": {"Kept name"}, "username": {"Wrong name"}, "email": {"Wrong address"}, "role": {"focal_point wg"}, "agency": {"Kept agency"}}})
		u := must[tracker.UserReading](t)(l.User(context.Background(), operator, "maria.santos"))
		if len(u.Bindings) != 1 || u.Bindings[0].NewBinding != (workplan.NewBinding{Role: workplan.RoleFocalPoint, Body: "wg", Member: "aland", Agency: "The ministry", FromDate: "2024-09-02"}) {
			t.Errorf("%+v", u)
		}
		form := url.Values{"name": {"No Role"}, "username": {"no.role"}, "email": {"no@example.org"}}
		if w := l.posts("desk", "/users/new", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `<a href="#role">`) {
			t.Errorf("without a role, by a secretariat: %d", w.Code)
		}
		if w := l.posts("root", "/users/new", form); w.Code != http.StatusSeeOther {
			t.Errorf("without a role, by an admin: %d", w.Code)
		}
		form.Set("role", "co_chair wg")
		form.Set("username", "not.given")
		form.Set("email", "not@example.org")
		if w := l.posts("desk", "/users/new", form); w.Code != http.StatusForbidden {
			t.Errorf("a secretariat makes a co-chair: %d", w.Code)
		}
		l.try(keepersForm{at: "/users/maria.santos/edit", may: []string{"desk", "chair", "root"}, mayNot: []string{"rita", "ana"}, to: "/users/maria.santos?done=kept",
			good: url.Values{"name": {"Maria Roe"}, "email": {"roe@example.org"}, "time_zone": {"Asia/Jakarta"}}, bad: url.Values{"name": {"Kept name"}, "email": {"Wrong address"}, "time_zone": {"Wrong zone"}},
			change: func() {
				must[tracker.UserReading](t)(l.EditUser(context.Background(), operator, "maria.santos", nil, func(u *workplan.User, _ *bool) error {
					u.DigestOff = true
					return nil
				}))
			}})
		for at, want := range map[string]int{"/users/chair/edit": http.StatusForbidden, "/users/maria.santos/edit": http.StatusOK} {
			if status, _ := l.get("desk", at); status != want {
				t.Errorf("a secretariat at %s: %d", at, status)
			}
		}
		l.says("a co-chair to a secretariat", main(l.read("desk", "/users/chair")), []string{"has a role that is not yours to give"}, []string{"Make ", "/disable", "/edit", "/end\""})
	})
}

func TestRolesAreGivenAndEnded(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		l.says("the only role", main(l.read("desk", "/users/rita/roles/1/end")), []string{"It is the only role of this person."}, nil)
		l.try(keepersForm{at: "/users/rita", may: []string{"desk", "chair", "root"}, mayNot: []string{"ana", "gus"}, to: "/users/rita?done=given",
			good: url.Values{"role": {"focal_point wg"}, "member": {"cland"}, "agency": {"Zqagency"}, "to": {"2025-01-31"}},
			bad:  url.Values{"role": {"focal_point wg"}, "agency": {"Kept agency"}, "to": {"2019-01-01"}}})
		l.says("rita", main(l.read("desk", "/users/rita")), []string{"Focal point for Land of cland", "Zqagency", "31 January 2025", `href="/users/rita/roles/2/end"`}, nil)
		l.says("before it is ended", main(l.read("desk", "/users/rita/roles/2/end")), []string{"It ends at once", "Focal point for Land of cland"}, []string{"only role"})
		for range 2 {
			l.posts("desk", "/users/rita/roles/2/end", nil)
		}
		page := main(l.read("desk", "/users/rita"))
		l.says("rita", page, []string{"1 role that is over", "ended 2 September 2024, 09:00"}, []string{"roles/2/end"})
		if w := l.posts("desk", "/users/rita/roles/2/end", nil); w.Code != http.StatusConflict {
			t.Errorf("a role that is over is ended: %d", w.Code)
		}
		for at, want := range map[string]int{"/users/chair/roles/1/end": http.StatusForbidden, "/users/rita/roles/9/end": http.StatusNotFound, "/users/rita/roles/x/end": http.StatusNotFound} {
			if w := l.posts("desk", at, nil); w.Code != want {
				t.Errorf("a secretariat at %s: %d", at, w.Code)
			}
			if status, _ := l.get("desk", at); status != want {
				t.Errorf("a secretariat reads %s: %d", at, status)
			}
		}
		l.says("oneself", main(l.read("desk", "/users/desk")), []string{"Nobody but an admin gives a role to themselves."}, []string{`action="/users/desk"`, "/disable"})
		if w := l.posts("desk", "/users/desk", url.Values{"role": {"reader wg"}}); w.Code != http.StatusForbidden {
			t.Errorf("a secretariat gives itself a role: %d", w.Code)
		}
		if w := l.posts("root", "/users/root/roles/1/end", nil); w.Code != http.StatusConflict {
			t.Errorf("the last admin is no more: %d", w.Code)
		}
		if n := len(must[tracker.UserReading](t)(l.User(ctx, operator, "rita")).Bindings); n != 2 {
			t.Errorf("rita has, or had, %d roles, want 2", n)
		}
	})
}

func TestAUserIsKeptOutAndLetInAgain(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		secret := l.secretOf("rita")
		if w := l.posts("desk", "/users/rita/disable", nil); w.Code != http.StatusSeeOther {
			t.Fatalf("%d\n%s", w.Code, w.Body)
		}
		if w := l.sends(l.pages, secret, "same-origin", "/account/wishes", nil); w.Code != http.StatusUnauthorized {
			t.Errorf("who is kept out goes on: %d", w.Code)
		}
		l.says("kept out", main(l.read("desk", "/users/rita?done=disabled")), []string{"kept out", "The user is kept out from now on.", `action="/users/rita/enable"`}, []string{`action="/users/rita/link"`})
		if w := l.posts("desk", "/users/rita/link", nil); w.Code != http.StatusConflict {
			t.Errorf("an invitation for who is kept out: %d", w.Code)
		}
		if w := l.posts("ana", "/users/rita/enable", nil); w.Code != http.StatusForbidden {
			t.Errorf("a focal point lets rita in: %d", w.Code)
		}
		l.posts("desk", "/users/rita/enable", nil)
		l.read("rita", "/plans")
		if w := l.posts("desk", "/users/chair/disable", nil); w.Code != http.StatusForbidden {
			t.Errorf("a secretariat keeps a co-chair out: %d", w.Code)
		}
	})
}

var linkForm = regexp.MustCompile(`http://[a-z.]+(/welcome\?link=\w+)`)

// TestALinkIsShownOnceAndLetsThePersonIn: to who made it, on the page that answers, and in no address or log.
func TestALinkIsShownOnceAndLetsThePersonIn(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		var log bytes.Buffer
		if w := l.posts("desk", "/users/rita/link", nil); linkForm.MatchString(html.UnescapeString(w.Body.String())) || !strings.Contains(w.Body.String(), "does not know its own address") {
			t.Errorf("a link names the host of its request:\n%s", main(w.Body.String()))
		}
		l.pages = l.served(func(c *web.Config) {
			c.PublicURL = "http://plans.test"
			c.Log, c.Observe = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), func(_ context.Context, o web.Observation) { fmt.Fprintf(&log, "%+v", o) }
		})
		made := func() string {
			w := l.posts("desk", "/users/rita/link", nil)
			page := html.UnescapeString(w.Body.String())
			at := linkForm.FindStringSubmatch(page)
			if w.Code != http.StatusOK || at == nil || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Referrer-Policy") != "no-referrer" || w.Header().Get("Location") != "" {
				t.Fatalf("%d %v\n%s", w.Code, w.Header(), main(page))
			}
			l.says("the page", page, []string{"The invitation is made", "Dear rita,", "until 9 September 2024, 09:00", `data-copy="link-text"`}, nil)
			return at[1]
		}
		first, second := made(), made()
		l.says("afterwards", main(l.read("desk", "/users/rita")), []string{"made by desk, holds until 9 September 2024, 09:00", "not chosen yet"}, []string{"welcome?link"})
		if status, _ := l.get("", first); status != http.StatusNotFound {
			t.Errorf("a link that was replaced: %d", status)
		}
		l.says("the person", l.read("", second), []string{"rita, choose a password for rita@example.org."}, nil)
		_, secret, _ := strings.Cut(second, "=")
		form := url.Values{"link": {secret}, "password": {"seven green lanterns drift"}, "again": {"seven green lanterns drift"}}
		if w := l.posts("", "/welcome", form); w.Header().Get("Location") != "/sign-in?done=password" {
			t.Errorf("%d\n%s", w.Code, main(w.Body.String()))
		}
		if w := l.posts("", "/sign-in", url.Values{"email": {"rita@example.org"}, "password": {"seven green lanterns drift"}}); w.Code != http.StatusSeeOther {
			t.Errorf("signing in: %d", w.Code)
		}
		l.says("once used", main(l.read("desk", "/users/rita")), []string{"chosen", "Make a link for a new password"}, []string{"holds until"})
		w := l.posts("chair", "/users/rita/link", nil)
		l.says("a reset", w.Body.String(), []string{"The link for a new password is made", "until 2 September 2024, 10:00"}, nil)
		if strings.Contains(log.String(), secret) || log.Len() == 0 {
			t.Error("the log has the secret of the link")
		}
		for who, want := range map[string]int{"ana": http.StatusForbidden, "": http.StatusUnauthorized} {
			cookie := ""
			if who != "" {
				cookie = l.secretOf(who)
			}
			if w := l.sends(l.pages, cookie, "same-origin", "/users/rita/link", nil); w.Code != want {
				t.Errorf("%q makes a link: %d", who, w.Code)
			}
		}
		if w := l.posts("desk", "/users/root/link", nil); w.Code != http.StatusNotFound {
			t.Errorf("a link for an admin, by a secretariat: %d", w.Code)
		}
		if w := l.sends(l.pages, l.secretOf("desk"), "cross-site", "/users/rita/link", nil); w.Code != http.StatusForbidden {
			t.Errorf("a link is made from another site: %d", w.Code)
		}
	})
}

func TestAnAdminsHomeLeadsToWhatAnAdminKeeps(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("root", main(l.read("root", "/")), []string{`href="/users/new"`, `href="/users"`, `href="/bodies"`, `href="/members"`, `href="/audit"`, "All bodies"}, []string{"There is no plan", "Enter the first body"})
		for _, who := range []string{"desk", "rita", "ana"} {
			l.says(who, main(l.read(who, "/")), nil, []string{"You keep who may come in"})
		}
		must[workplan.RoleBinding](t)(l.CreateBinding(context.Background(), operator, "root", workplan.NewBinding{Role: workplan.RoleReader, Body: "wg"}))
		l.now = l.now.Add(time.Minute)
		l.says("an admin who reads", main(l.read("root", "/")), []string{`href="/plans/p"`}, []string{"You keep who may come in"})
	})
}
