package web_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fwptracker/internal/workplan"
)

// desk is a person at the pages, signed in in one browser.
type desk struct {
	*library
	who    string
	secret string
}

// sits signs a person in; "" is who has not signed in.
func (l *library) sits(who string) desk {
	l.t.Helper()
	if who == "" {
		return desk{library: l}
	}
	return desk{l, who, l.secretOf(who)}
}

// form is what a person is shown at an address, as [desk.form].
func (l *library) form(who, address string) url.Values {
	l.t.Helper()
	return l.sits(who).form(address)
}

// posts sends a form as a person, from one of our own pages.
func (l *library) posts(who, address string, form url.Values) *httptest.ResponseRecorder {
	l.t.Helper()
	return l.sits(who).posts(address, form)
}

// done sends a form that is to be done, and gives the address to which the person goes on.
func (l *library) done(who, address string, form url.Values) string {
	l.t.Helper()
	w := l.posts(who, address, form)
	if w.Code != http.StatusSeeOther {
		l.t.Fatalf("%s sends %v to %s: %d\n%s", who, form, address, w.Code, main(w.Body.String()))
	}
	return w.Header().Get("Location")
}

// goes sends a form and expects it to be done, with the person sent on to an address.
func (l *library) goes(who, address string, form url.Values, to string) {
	l.t.Helper()
	if at := l.done(who, address, form); at != to {
		l.t.Fatalf("%s sends %v to %s, which leads to %q, not to %q", who, form, address, at, to)
	}
}

// refuses sends a form and expects it to be shown again, with a status and some texts; it gives the page.
func (l *library) refuses(who, address string, form url.Values, status int, texts ...string) string {
	l.t.Helper()
	d := l.sits(who)
	w := d.posts(address, form)
	d.stays(w, status, texts...)
	return w.Body.String()
}

// closedTo checks that some people neither see nor send a form.
func (l *library) closedTo(address string, status int, people ...string) {
	l.t.Helper()
	for _, who := range people {
		if got, _ := l.get(who, address); got != status {
			l.t.Errorf("%s opens %s: %d, want %d", who, address, got, status)
		}
		if got := l.posts(who, address, url.Values{"key": {"k"}, "body": {"wg"}, "act": {"end"}, "reason": {"r"}, "members": {"aland"}}).Code; got != status {
			l.t.Errorf("%s sends to %s: %d, want %d", who, address, got, status)
		}
	}
}

// closedToOthers checks the same, that one who has not signed in is asked to, and that another site sends nothing.
func (l *library) closedToOthers(address string, status int, people ...string) {
	l.t.Helper()
	l.closedTo(address, status, people...)
	if got, _ := l.get("", address); got != http.StatusSeeOther {
		l.t.Errorf("one who has not signed in opens %s: %d", address, got)
	}
	if w := l.sends(l.pages, l.secretOf("desk"), "cross-site", address, url.Values{"key": {"k"}}); w.Code != http.StatusForbidden {
		l.t.Errorf("another site sends to %s: %d", address, w.Code)
	}
}

// actor is a person with what they may read.
func (l *library) actor(who string) workplan.Actor {
	return must[workplan.Actor](l.t)(l.ActorNamed(context.Background(), who))
}

// opens asks for a page.
func (d desk) opens(address string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	r.AddCookie(&http.Cookie{Name: "fwp_session", Value: d.secret})
	w := httptest.NewRecorder()
	d.pages.ServeHTTP(w, r)
	return w
}

// posts sends a form from one of our own pages.
func (d desk) posts(address string, form url.Values) *httptest.ResponseRecorder {
	d.t.Helper()
	return d.sends(d.pages, d.secret, "same-origin", address, form)
}

// form is the form of a page that is sent to the address at which it is shown: what stands in its fields.
func (d desk) form(address string) url.Values {
	d.t.Helper()
	w := d.opens(address)
	if w.Code != http.StatusOK {
		d.t.Fatalf("%s opens %s: %d\n%s", d.who, address, w.Code, main(w.Body.String()))
	}
	path, _, _ := strings.Cut(address, "?")
	return fieldsOf(d.t, w.Body.String(), path)
}

// fieldsOf reads the fields of the form of a page that is sent to an address, or of its first form for "".
func fieldsOf(t *testing.T, page, address string) url.Values {
	t.Helper()
	if address == "" {
		page = "<main" + main(page) // the frame has forms of its own
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" || attribute(n, "method") != "post" {
			continue
		}
		if path, _, _ := strings.Cut(attribute(n, "action"), "?"); address == "" || path == address || attribute(n, "action") == address {
			return valuesIn(n)
		}
	}
	t.Fatalf("no form is sent to %q in\n%s", address, main(page))
	return nil
}

func valuesIn(form *html.Node) url.Values {
	v := url.Values{}
	for n := range form.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		name := attribute(n, "name")
		switch {
		case n.Data == "input" && name != "" && (attribute(n, "type") != "checkbox" && attribute(n, "type") != "radio" || has(n, "checked")):
			v.Add(name, attribute(n, "value"))
		case n.Data == "textarea":
			v.Add(name, textIn(n))
		case n.Data == "select":
			v.Add(name, chosenOf(n))
		}
	}
	return v
}

// chosenOf is what a browser sends of a list from which one is chosen: the first where none is marked.
func chosenOf(list *html.Node) string {
	first, any := "", false
	for n := range list.Descendants() {
		if n.Type != html.ElementNode || n.Data != "option" {
			continue
		}
		if has(n, "selected") {
			return attribute(n, "value")
		}
		if !any {
			first, any = attribute(n, "value"), true
		}
	}
	return first
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func textIn(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// sendsForm opens a page, types into its form and sends it.
func (d desk) sendsForm(address string, typed url.Values) *httptest.ResponseRecorder {
	d.t.Helper()
	fields := d.form(address)
	maps.Copy(fields, typed)
	path, _, _ := strings.Cut(address, "?")
	return d.posts(path, fields)
}

// typed is a form with other values in some fields, one after another: one that is named again has several.
func typed(form url.Values, fields ...string) url.Values {
	changed, values := maps.Clone(form), url.Values{}
	for n := 0; n+1 < len(fields); n += 2 {
		values.Add(fields[n], fields[n+1])
	}
	maps.Copy(changed, values)
	return changed
}

// sealed is a form with the key and the version of one that was shown.
func sealed(form, shown url.Values) url.Values {
	all := maps.Clone(form)
	for _, field := range []string{"key", "version"} {
		if shown.Has(field) {
			all[field] = shown[field]
		}
	}
	return all
}

// goes holds an answer to leading on to an address.
func (d desk) goes(w *httptest.ResponseRecorder, to string) {
	d.t.Helper()
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != to {
		d.t.Fatalf("%s: %d to %q, not to %q\n%s", d.who, w.Code, at, to, main(w.Body.String()))
	}
}

// stays holds an answer to showing the form again, with texts.
func (d desk) stays(w *httptest.ResponseRecorder, status int, texts ...string) {
	d.t.Helper()
	if w.Code != status {
		d.t.Fatalf("%s: %d, not %d\n%s", d.who, w.Code, status, main(w.Body.String()))
	}
	d.says(d.who, w.Body.String(), texts, nil)
}
