package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// TestADamagedFormIsRefusedWhole: what is no form, or more than one, is told so, and nothing of it is taken.
func TestADamagedFormIsRefusedWhole(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		secret := l.secretOf("rita")
		for _, c := range []struct {
			media, body string
			status      int
		}{
			{"application/x-www-form-urlencoded", "a=%zz", http.StatusUnprocessableEntity},
			{"application/x-www-form-urlencoded", "a=1;b=2", http.StatusUnprocessableEntity},
			{"multipart/form-data", "xx", http.StatusUnprocessableEntity},
			{"application/json", "{}", http.StatusUnprocessableEntity},
			{";;;", "x", http.StatusUnprocessableEntity},
			{"application/x-www-form-urlencoded", strings.Repeat("a=1&", 30_000), http.StatusUnprocessableEntity},
			{"application/x-www-form-urlencoded", "a=" + strings.Repeat("x", 2<<20), http.StatusRequestEntityTooLarge},
		} {
			for _, address := range []string{"/sign-in", "/account/wishes", "/plans/p/items/1.1/report"} {
				r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, address, strings.NewReader(c.body))
				r.Header.Set("Content-Type", c.media)
				r.Header.Set("Sec-Fetch-Site", "same-origin")
				r.AddCookie(&http.Cookie{Name: "fwp_session", Value: secret})
				w := httptest.NewRecorder()
				if l.pages.ServeHTTP(w, r); w.Code != c.status {
					t.Errorf("%s to %s: %d", c.media, address, w.Code)
				}
			}
		}
		if me := l.actor("rita"); me.Username != "rita" || !strings.Contains(l.read("rita", "/account"), `name="digests" value="1" checked`) {
			t.Error("a damaged form has changed a wish")
		}
	})
}

// TestWhatConcernsAccessIsNotCarriedThroughASignIn: whoever signs in next would do it, and know nothing of it.
func TestWhatConcernsAccessIsNotCarriedThroughASignIn(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("root")
		for _, address := range []string{"/users/rita", "/account/tokens"} {
			w := l.posts("", address, url.Values{"role": {"admin"}})
			l.says(address, w.Body.String(), []string{"Sign in and do it again."}, []string{"kept.role"})
			in := url.Values{"email": {"root@example.org"}, "password": {phrase}, "place": {address}, "kept.role": {"admin"}}
			if w := l.posts("", "/sign-in", in); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
				t.Errorf("%s goes through the sign-in: %d to %q", address, w.Code, w.Header().Get("Location"))
			}
		}
		huge := url.Values{"title": {strings.Repeat("x", 300_000)}}
		if w := l.posts("", "/plans/new", huge); w.Body.Len() > 50_000 {
			t.Errorf("a stranger makes a page of %d bytes", w.Body.Len())
		}
	})
}

// TestAPreviewSaysThatAPlanGoesPastTheDueDay: which a report does not move.
func TestAPreviewSaysThatAPlanGoesPastTheDueDay(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		d, form := l.sits("ana"), "/plans/p/items/1.1/report"
		for planned, warned := range map[string]bool{"March 2026": true, "Q3 2025": false, "": false} {
			w := d.sendsForm(form, url.Values{"done": {"Some of it."}, "planned_completion": {planned}, "act": {"preview"}})
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "You plan to complete this after it is due, 2025.") != warned {
				t.Errorf("planned for %q: %d\n%s", planned, w.Code, main(w.Body.String()))
			}
		}
	})
}

func TestWhatAReportRarelyNeedsIsFoldedAwayUntilItIsFilledOrFaulty(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		d, form := l.sits("ana"), "/plans/p/items/1.1/report"
		l.says("at first", d.opens(form).Body.String(), []string{`<details id="links"><summary>`, `<details id="apart"><summary>`, `<p class="ifcompleted">`, `<p class="ifpostponed">`}, nil)
		faulty := url.Values{"act": {"post"}, "done": {"It goes on."}, "evidence_title": {"Programme"}, "evidence_url": {"no address"}, "effective_on": {"2030-01-01"}, "completed_on": {"2024-08"}, "reason": {"So."}}
		d.stays(d.sendsForm(form, faulty), http.StatusUnprocessableEntity, `<details id="links" open><summary>`, `href="#evidence"`, `<details id="apart" open><summary>`, `<p class="ifcompleted said">`, `<p class="ifpostponed said">`)
		filled := url.Values{"act": {"post"}, "done": {"It goes on."}, "evidence_title": {"Programme"}, "evidence_url": {"https://example.org/programme"}, "effective_on": {"2030-01-01"}}
		d.stays(d.sendsForm(form, filled), http.StatusUnprocessableEntity, `<details id="links" open><summary>`)
	})
}
