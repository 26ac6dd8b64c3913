package web_test

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"testing"

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
