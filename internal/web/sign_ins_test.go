package web_test

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// TestWhatIsSentWhileSignedOutIsNotLost: any form comes through the sign-in as it was sent, and is sent on by one press; one that holds a password does not.
func TestWhatIsSentWhileSignedOutIsNotLost(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("chair")
		d := l.sits("chair")
		typed := d.form("/plans/new")
		maps.Copy(typed, url.Values{"code": {"typed"}, "title": {"Typed while signed out"}})
		out := l.posts("", "/plans/new", typed)
		d.stays(out, http.StatusUnauthorized, "what you typed is kept", `name="kept.title" value="Typed while signed out"`)
		in := fieldsOf(t, out.Body.String(), "/sign-in")
		in.Set("email", "chair@example.org")
		in.Set("password", "wrong")
		again := l.posts("", "/sign-in", in)
		d.stays(again, http.StatusUnprocessableEntity, `name="kept.title" value="Typed while signed out"`)
		in.Set("password", phrase)
		back := l.posts("", "/sign-in", in)
		d.stays(back, http.StatusOK, "Go on")
		d.goes(d.posts("/plans/new", fieldsOf(t, back.Body.String(), "/plans/new")), "/plans/typed/draft?done=created")
		if p := must[tracker.PlanReading](t)(l.Plan(context.Background(), l.actor("chair"), "typed", tracker.When{})); p.Title != "Typed while signed out" || p.Audience != workplan.AudienceMembers {
			t.Errorf("the plan is %+v", p.PlanContent)
		}
		proposal := l.posts("", "/proposals/new?body=wg", url.Values{"title": {"Typed long ago"}})
		kept := fieldsOf(t, proposal.Body.String(), "/sign-in")
		maps.Copy(kept, url.Values{"email": {"chair@example.org"}, "password": {phrase}})
		d.stays(l.posts("", "/sign-in", kept), http.StatusOK, `action="/proposals/new?body=wg"`, `value="Typed long ago"`)
		secret := l.posts("", "/account/password", url.Values{"present": {"my secret words"}, "password": {"my other secret words"}})
		d.stays(secret, http.StatusUnauthorized, "Sign in and do it again.")
		l.says("the sign-in page", secret.Body.String(), nil, []string{"secret words"})
		for _, place := range []string{"//evil.test/x", "https://evil.test/", "/sign-out"} {
			in.Set("place", place)
			d.goes(l.posts("", "/sign-in", in), "/")
		}
	})
}

// TestWhoTriesTooOftenIsToldHowLongToWait: wherever a password is asked for, in words and to programs the same.
func TestWhoTriesTooOftenIsToldHowLongToWait(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("desk")
		first := l.secretOf("desk")
		asks := func(wait, text string) {
			t.Helper()
			for address, form := range map[string]url.Values{
				"/sign-in":          {"email": {"desk@example.org"}, "password": {"wrong"}},
				"/account/password": {"present": {"wrong"}, "password": {"nine red lanterns drift"}, "again": {"nine red lanterns drift"}},
				"/users/rita":       {"confirm.password": {"wrong"}, "role": {"reader wg"}, "key": {"k"}},
			} {
				w := l.sends(l.pages, first, "same-origin", address, form)
				if got := w.Header().Get("Retry-After"); w.Code != http.StatusTooManyRequests || got != wait {
					t.Errorf("%s: %d, to try again after %q, want %s", address, w.Code, got, wait)
				}
				l.says(address, main(w.Body.String()), []string{text}, nil)
			}
		}
		l.now = l.now.Add(16 * time.Minute) // after which access asks again who it is
		for tried := 0; tried < workplan.MaxFailuresHour; tried += workplan.MaxFailuresMinute {
			for range workplan.MaxFailuresMinute {
				if w := l.posts("", "/sign-in", url.Values{"email": {"nobody@example.org"}, "password": {"wrong"}}); w.Code != http.StatusUnprocessableEntity {
					t.Fatalf("attempt after %d: %d", tried, w.Code)
				}
			}
			if tried == 0 {
				asks("60", "Wait 1 minute.")
			}
			l.now = l.now.Add(2 * time.Minute)
		}
		asks("3600", "Wait 60 minutes.")
	})
}

// TestASignInCarriesNoFormOnWaysIn: however its address is written.
func TestASignInCarriesNoFormOnWaysIn(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("rita")
		for place, carried := range map[string]bool{"/plans/new": true, "/users/rita/link": false, "/x/../users/rita/link": false, "/./users/rita/link": false,
			"/%75sers/rita/link": false, "/x/../account/tokens": false, "/plans/../sign-out": false, "//users/rita/link": false} {
			w := l.sends(l.pages, "", "same-origin", "/sign-in", url.Values{"email": {"rita@example.org"}, "password": {phrase}, "place": {place}, "kept.done": {"Zqcarried"}})
			if got := strings.Contains(w.Body.String(), "Zqcarried"); got != carried {
				t.Errorf("%s: %d, carried: %t", place, w.Code, got)
			}
			l.now = l.now.Add(time.Minute)
		}
	})
}
