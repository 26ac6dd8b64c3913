package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/web"
	"fwptracker/internal/workplan"
)

// TestEveryAddressOfWhatIsHiddenAnswersAsIfItWereNotThere: all pages and all that is sent from them, for everybody who may not see it, letter by letter.
func TestEveryAddressOfWhatIsHiddenAnswersAsIfItWereNotThere(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		hidden := must[workplan.ProposalReading](t)(l.Proposal(context.Background(), l.actor("chair"), 3, tracker.When{}))
		if hidden.Audience != workplan.AudienceChairs {
			t.Fatalf("proposal 3 is for %s", hidden.Audience)
		}
		secrets := map[string]string{"": ""}
		for _, who := range []string{"rita", "cleo", "gus", "root"} {
			secrets[who] = l.secretOf(who)
		}
		said := func(who, method, path string, names ...string) string {
			for n := 0; n < len(names); n += 2 {
				path = strings.ReplaceAll(path, names[n], names[n+1])
			}
			r := httptest.NewRequest(method, path, strings.NewReader(url.Values{"key": {"k"}, "version": {"1"}, "title": {"T"}}.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			r.AddCookie(&http.Cookie{Name: "fwp_session", Value: secrets[who]})
			w := httptest.NewRecorder()
			l.pages.ServeHTTP(w, r)
			if kept := strings.HasSuffix(path, "/draft"); w.Code >= 500 || w.Code < 300 && !(kept && method == http.MethodPost) { // what one types is one's own to keep, wherever
				t.Errorf("%s: %s %s: %d\n%s", who, method, path, w.Code, main(w.Body.String()))
			}
			return strings.ReplaceAll(strings.ToLower(http.StatusText(w.Code)+w.Header().Get("Location")+w.Body.String()), "%2f", "/")
		}
		named := regexp.MustCompile(`\b(?:hidden|absent|d|x|1\.3|7\.7|3|9)\b`)
		tried := 0
		for _, a := range web.Addresses() {
			var pairs [][2][]string
			rest := []string{":ref", "1.3", ":number", "1", ":opening", "1", ":offer", "1", ":member", "aland", ":act", "accept"}
			switch {
			case strings.HasPrefix(a[1], "/plans/:plan"):
				pairs = append(pairs, [2][]string{append([]string{":plan", "d"}, rest...), append([]string{":plan", "x"}, rest...)})
				if strings.Contains(a[1], "/items/:ref") {
					pairs = append(pairs, [2][]string{append([]string{":plan", "p"}, rest...), append([]string{":plan", "p", ":ref", "7.7"}, rest[2:]...)})
				}
			case strings.HasPrefix(a[1], "/proposals/:number"):
				pairs = append(pairs, [2][]string{{":number", "3", ":act", "accept"}, {":number", "9", ":act", "accept"}})
			}
			for _, pair := range pairs {
				for who := range secrets {
					tried++
					there, not := said(who, a[0], a[1], pair[0]...), said(who, a[0], a[1], pair[1]...)
					if named.ReplaceAllString(there, "#") != named.ReplaceAllString(not, "#") {
						t.Errorf("%q, %s %s: hidden and absent differ\n%s\n%s", who, a[0], a[1], main(there), main(not))
					}
				}
			}
		}
		if tried < 300 {
			t.Errorf("only %d addresses were tried", tried)
		}
	})
}
