package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"fwptracker/api"
	"fwptracker/internal/workplan"
)

var tokenForm = regexp.MustCompile(`<code>(fwp_\w+)</code>`)

// TestATokenIsShownOnceAndWorksAsItsOwner: it reads the API within its scopes, and is revoked by its owner alone.
func TestATokenIsShownOnceAndWorksAsItsOwner(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		programs := api.New(api.Config{Tracker: l.Tracker, Auth: l.auth, Log: quiet, Now: func() time.Time { return l.now }, ClientIP: func(*http.Request) string { return "192.0.2.1" }})
		reads := func(token string) int {
			r := httptest.NewRequest(http.MethodGet, "/api/v1/me", nil)
			r.Header.Set("Authorization", "Bearer "+token)
			w := httptest.NewRecorder()
			programs.ServeHTTP(w, r)
			return w.Code
		}
		page := l.read("rita", "/account")
		l.says("without tokens", main(page), []string{"You have no token in use.", "Read what you may read", "Keep users and their roles", "365 days"}, nil)
		seal := fieldsOf(t, page, "/account/tokens")
		good := sealed(url.Values{"name": {"Zqdashboard"}, "scopes": {"read", "tokens"}, "days": {"30"}}, seal)
		if w := l.sends(l.pages, l.secretOf("rita"), "cross-site", "/account/tokens", good); w.Code != http.StatusForbidden {
			t.Errorf("from another site: %d", w.Code)
		}
		for field, bad := range map[string]url.Values{"name": {"name": {""}, "scopes": {"audit"}, "days": {"180"}}, "scopes": {"name": {"Kept name"}, "days": {"180"}}, "days": {"name": {"Kept name"}, "scopes": {"audit"}, "days": {"400"}}} {
			w := l.posts("rita", "/account/tokens", sealed(bad, seal))
			if l.says("what is wrong", main(w.Body.String()), []string{`<a href="#` + field + `">`, bad.Get("name")}, []string{"Your token is made"}); w.Code != http.StatusUnprocessableEntity {
				t.Errorf("%v: %d", bad, w.Code)
			}
		}
		w := l.posts("rita", "/account/tokens", good)
		token := tokenForm.FindStringSubmatch(w.Body.String())
		if w.Code != http.StatusOK || token == nil || w.Header().Get("Cache-Control") != "no-store" {
			t.Fatalf("%d\n%s", w.Code, main(w.Body.String()))
		}
		if status := reads(token[1]); status != http.StatusOK {
			t.Errorf("the token reads: %d", status)
		}
		again := l.posts("rita", "/account/tokens", good)
		if at := again.Header().Get("Location"); again.Code != http.StatusSeeOther || at != "/account?done=token_twice" {
			t.Errorf("sent twice: %d to %q", again.Code, at)
		}
		tokens := must[[]workplan.APIToken](t)(l.Tokens(context.Background(), l.actor("rita")))
		if len(tokens) != 1 || strings.Join(tokens[0].Scopes, " ") != "read tokens" || !tokens[0].ExpiresAt.Truncate(time.Second).Equal(l.now.Add(30*24*time.Hour)) {
			t.Fatalf("%+v", tokens)
		}
		l.says("afterwards", main(l.read("rita", "/account")), []string{"Zqdashboard", tokens[0].TokenID, "2 October 2024"}, []string{token[1], "You have no token in use."})
		l.says("another", main(l.read("ana", "/account")), []string{"You have no token in use."}, []string{"Zqdashboard"})
		revoke := "/account/tokens/" + tokens[0].TokenID + "/revoke"
		if w := l.posts("ana", revoke, nil); w.Code != http.StatusNotFound || reads(token[1]) != http.StatusOK {
			t.Errorf("another revokes it: %d", w.Code)
		}
		if w := l.posts("rita", revoke, nil); w.Header().Get("Location") != "/account?done=revoked" || reads(token[1]) != http.StatusUnauthorized {
			t.Errorf("revoked: %d, and it still reads: %d", w.Code, reads(token[1]))
		}
		l.says("revoked", main(l.read("rita", "/account?done=revoked")), []string{"The token is revoked.", "1 token that no longer works", "revoked 2 September 2024, 09:00"}, []string{revoke})
	})
}

func TestWhoHasNoRoleMakesNoToken(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		must[workplan.RoleBinding](t)(l.EndBinding(context.Background(), operator, "rita", 1))
		l.says("rita", l.read("rita", "/account"), []string{"You have no role now", "Where you are signed in"}, []string{"Make a token", "Tokens for programs"})
		if w := l.posts("rita", "/account/tokens", url.Values{"name": {"x"}, "scopes": {"read"}, "days": {"30"}}); w.Code != http.StatusForbidden {
			t.Errorf("%d", w.Code)
		}
	})
}
