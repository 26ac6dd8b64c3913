package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// agrees sends the form of the page on which a person agrees to be joined, from the browser that has been at the provider.
func (l *library) agrees(asked *httptest.ResponseRecorder, secret, site string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/sign-in/provider/join", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", site)
	r.AddCookie(&http.Cookie{Name: "fwp_session", Value: secret})
	if asked != nil {
		cookies := asked.Result().Cookies()
		r.AddCookie(cookies[len(cookies)-1]) // the one set last counts
	}
	w := httptest.NewRecorder()
	l.pages.ServeHTTP(w, r)
	return w
}

// TestAnIdentityIsJoinedOnceThePersonAgrees: whoever is led to the provider with another's link sees with whom they would be joined, and nothing is joined before.
func TestAnIdentityIsJoinedOnceThePersonAgrees(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		issuer := l.ministry()
		l.now = time.Now()
		ctx := context.Background()
		nobody := func(when string) {
			t.Helper()
			if who, err := l.UserOfIdentity(ctx, issuer, "stranger"); workplan.KindOf(err) != workplan.NotFound {
				t.Fatalf("%s: the identity is %q, %v", when, who, err)
			}
		}
		l.password("rita")
		must[workplan.APIToken](t)(l.CreateToken(ctx, as("rita"), "rita", workplan.NewToken{Name: "n", Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: "tok", Hash: "h"}))
		secret, hash := auth.NewSecret()
		must[workplan.SignInLink](t)(l.MakeLink(ctx, as("root"), "rita", hash))
		asked := l.atProvider("", "/sign-in/provider?link="+secret, "stranger")
		if asked.Code != http.StatusOK || asked.Header().Get("Cache-Control") != "no-store" {
			t.Fatalf("%d\n%s", asked.Code, asked.Body)
		}
		l.says("asked", main(asked.Body.String()), []string{issuer, "stranger Roe", "stranger@example.org", "rita@example.org", "Also revoke my 1 token"}, []string{"not verified"})
		nobody("asked")
		form := fieldsOf(t, asked.Body.String(), "/sign-in/provider/join")
		for what, w := range map[string]*httptest.ResponseRecorder{
			"in another browser": l.agrees(nil, "", "same-origin", form), "from another site": l.agrees(asked, "", "cross-site", form),
			"for another user": l.agrees(asked, "", "same-origin", url.Values{"proof": form["proof"], "user": {"root"}}), "without a proof": l.agrees(asked, "", "same-origin", url.Values{"user": {"rita"}}),
			"with another's proof": l.agrees(asked, "", "same-origin", url.Values{"user": {"rita"}, "proof": {"x" + form.Get("proof")}}),
		} {
			if nobody(what); w.Code != http.StatusForbidden {
				t.Errorf("%s: %d", what, w.Code)
			}
		}
		if w := l.agrees(asked, "", "same-origin", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" || !strings.Contains(w.Header().Get("Set-Cookie")+w.Header().Values("Set-Cookie")[1], "fwp_session") {
			t.Fatalf("agreed: %d to %s\n%s", w.Code, w.Header().Get("Location"), main(w.Body.String()))
		}
		if who, err := l.UserOfIdentity(ctx, issuer, "stranger"); err != nil || who != "rita" {
			t.Errorf("the identity is %q, %v", who, err)
		}
		if tokens := must[[]workplan.APIToken](t)(l.Tokens(ctx, l.actor("rita"))); tokens[0].RevokedAt == nil {
			t.Error("the token works still")
		}
		if w := l.agrees(asked, "", "same-origin", form); w.Code != http.StatusNotFound {
			t.Errorf("agreed twice: %d", w.Code)
		}

		desk := l.secretOf("desk")
		asked = l.atProvider(desk, "/sign-in/provider?join=1", "desk")
		form = fieldsOf(t, asked.Body.String(), "/sign-in/provider/join")
		if w := l.agrees(asked, l.secretOf("chair"), "same-origin", form); w.Code != http.StatusForbidden {
			t.Errorf("somebody else is signed in meanwhile: %d", w.Code)
		}
		if w := l.agrees(asked, desk, "same-origin", form); w.Header().Get("Location") != "/account?done=joined" {
			t.Errorf("desk agrees: %d %s", w.Code, w.Header().Get("Location"))
		}
	})
}

// TestIdentitiesAreSeenAndTakenOff: by their user, who keeps a way to come in, and by whoever keeps users.
func TestIdentitiesAreSeenAndTakenOff(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const issuer = "https://id.example.org"
		for _, who := range []string{"rita", "chair"} {
			if err := l.LinkIdentity(context.Background(), as(who), issuer, who); err != nil {
				t.Fatal(err)
			}
		}
		off := url.Values{"issuer": {issuer}}
		rita := l.sits("rita")
		l.says("the only way in", main(rita.opens("/account").Body.String()), []string{issuer, "joined 2 September 2024", "not used yet", "your only way to sign in"}, []string{"Take off"})
		rita.stays(l.sends(l.pages, rita.secret, "same-origin", "/account/identities/unlink", off), http.StatusConflict, "for a link with which you choose one")
		l.password("rita")
		rita = l.sits("rita")
		l.says("with a password", main(rita.opens("/account").Body.String()), []string{"Take off"}, []string{"your only way"})
		l.now = l.now.Add(workplan.ConfirmWithin + time.Second)
		rita.stays(l.sends(l.pages, rita.secret, "same-origin", "/account/identities/unlink", off), http.StatusForbidden, "Show that it is you")
		rita = l.sits("rita")
		rita.goes(l.sends(l.pages, rita.secret, "same-origin", "/account/identities/unlink", off), "/account?done=unlinked")
		l.says("taken off", main(rita.opens("/account?done=unlinked").Body.String()), []string{"nobody signs in through it any more"}, []string{issuer})

		l.says("a keeper who may not give the role", main(l.read("desk", "/users/chair")), []string{issuer}, []string{"Take off"})
		for _, c := range []struct {
			who    string
			status int
		}{{"desk", http.StatusForbidden}, {"rita", http.StatusForbidden}, {"root", http.StatusSeeOther}} {
			if w := l.sends(l.pages, l.secretOf(c.who), "same-origin", "/users/chair/identities/unlink", off); w.Code != c.status {
				t.Errorf("%s takes the identity of chair off: %d", c.who, w.Code)
			}
		}
		l.says("taken off by root", main(l.read("root", "/users/chair")), nil, []string{issuer})
	})
}

// TestProgramsAreToldOfWhereAPasswordIsNew: with how many tokens work, and a way to end all of them.
func TestProgramsAreToldOfWhereAPasswordIsNew(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		live := func() (n int) {
			for _, token := range must[[]workplan.APIToken](t)(l.Tokens(ctx, l.actor("rita"))) {
				if token.Usable(l.now) {
					n++
				}
			}
			return n
		}
		for _, id := range []string{"tok1", "tok2"} {
			must[workplan.APIToken](t)(l.CreateToken(ctx, as("rita"), "rita", workplan.NewToken{Name: id, Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: id, Hash: "h " + id}))
		}
		l.password("rita")
		rita := l.sits("rita")
		form := fieldsOf(t, rita.opens("/account").Body.String(), "/account/password")
		rita.goes(rita.posts("/account/password", typed(form, "present", phrase, "password", phrase+" again", "again", phrase+" again")), "/account?done=password")
		told := rita.opens("/account?done=password")
		rita.stays(told, http.StatusOK, "2 tokens of yours for programs work still.")
		for _, revoke := range []bool{false, true} {
			secret, hash := auth.NewSecret()
			must[workplan.SignInLink](t)(l.MakeLink(ctx, as("root"), "rita", hash))
			status, page := l.get("", "/welcome?link="+secret)
			form := fieldsOf(t, page, "/welcome")
			if status != http.StatusOK || form.Get("revoke") != "1" {
				t.Fatalf("%d: %v", status, form)
			}
			l.says("a reset", main(page), []string{"Also revoke my 2 tokens"}, nil)
			form.Set("password", phrase)
			form.Set("again", phrase)
			to := "/sign-in?done=password"
			if !revoke {
				form.Del("revoke")
				to += "&tokens=2"
			}
			rita.goes(l.sends(l.pages, "", "same-origin", "/welcome", form), to)
			if want := map[bool]int{false: 2, true: 0}[revoke]; live() != want {
				t.Errorf("%d tokens work", live())
			}
		}
		l.says("after a reset", main(l.read("", "/sign-in?done=password&tokens=2")), []string{"2 tokens of yours for programs work still;"}, nil)
		must[workplan.APIToken](t)(l.CreateToken(ctx, as("rita"), "rita", workplan.NewToken{Name: "n", Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: "tok3", Hash: "h 3"}))
		rita = l.sits("rita")
		if rita.goes(l.sends(l.pages, rita.secret, "same-origin", "/account/tokens/revoke", nil), "/account?done=revoked_all"); live() != 0 {
			t.Errorf("%d tokens work", live())
		}
	})
}
