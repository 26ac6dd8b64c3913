package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// opened opens the page of a form and gives what stands in the one that is sent to an address.
func (l *library) opened(who, page, to string) url.Values {
	l.t.Helper()
	return l.filled(l.read(who, page), to)
}

// filled is what stands in a form of a page.
func (l *library) filled(page, to string) url.Values { return fieldsOf(l.t, page, to) }

// typed is a form with other values in some fields, one after another; "" takes a value away.
func typed(form url.Values, fields ...string) url.Values {
	changed := url.Values{}
	for name, values := range form {
		changed[name] = values
	}
	for n := 0; n+1 < len(fields); n += 2 {
		changed[fields[n]] = []string{fields[n+1]}
	}
	return changed
}

// posts sends a form as a person, from our own pages.
func (l *library) posts(who, address string, form url.Values) *httptest.ResponseRecorder {
	l.t.Helper()
	return l.sends(l.pages, l.secretOf(who), "same-origin", address, form)
}

// goes sends a form and expects it to be done, with the browser sent on to an address.
func (l *library) goes(who, address string, form url.Values, to string) {
	l.t.Helper()
	if w := l.posts(who, address, form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
		l.t.Fatalf("%s sends %v to %s: %d to %q\n%s", who, form, address, w.Code, w.Header().Get("Location"), main(w.Body.String()))
	}
}

// refuses sends a form and expects it to be shown again with a status and some texts; it gives the page.
func (l *library) refuses(who, address string, form url.Values, status int, texts ...string) string {
	l.t.Helper()
	w := l.posts(who, address, form)
	if w.Code != status {
		l.t.Errorf("%s sends %v to %s: %d, not %d\n%s", who, form, address, w.Code, status, main(w.Body.String()))
	}
	l.says(who+" at "+address, w.Body.String(), texts, nil)
	return w.Body.String()
}

// forbids checks that some people can neither open a form nor send it.
func (l *library) forbids(address string, people ...string) {
	l.t.Helper()
	for _, who := range people {
		if status, _ := l.get(who, address); status != http.StatusForbidden {
			l.t.Errorf("%s opens %s: %d", who, address, status)
		}
		if w := l.posts(who, address, url.Values{"key": {"k"}}); w.Code != http.StatusForbidden {
			l.t.Errorf("%s sends to %s: %d", who, address, w.Code)
		}
	}
}

// window opens a proposal window of the library for the month of its day, for a plan that the next draft is.
func (l *library) window(openTo workplan.ProposalCircle) {
	l.t.Helper()
	must[tracker.WindowReading](l.t)(l.OpenWindow(context.Background(), as("chair"), "wg", workplan.ProposalWindowContent{Opens: "2024-09-01", Closes: "2024-09-30", Title: "The next plan", OpenTo: openTo}))
}

// proposal reads a proposal as the co-chair sees it.
func (l *library) proposal(number int) workplan.ProposalReading {
	l.t.Helper()
	return must[workplan.ProposalReading](l.t)(l.Proposal(context.Background(), l.actor("chair"), number, tracker.When{}))
}
