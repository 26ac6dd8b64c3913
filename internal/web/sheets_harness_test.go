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

// sits signs a person in.
func (l *library) sits(who string) desk { return desk{l, who, l.secretOf(who)} }

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

// form is the form of a page that is sent to an action, as it is shown: what stands in its fields.
func (d desk) form(address, action string) url.Values {
	d.t.Helper()
	w := d.opens(address)
	if w.Code != http.StatusOK {
		d.t.Fatalf("%s opens %s: %d\n%s", d.who, address, w.Code, main(w.Body.String()))
	}
	return fieldsOf(d.t, w.Body.String(), action)
}

// fieldsOf reads the fields of the form of a page that is sent to an action.
func fieldsOf(t *testing.T, page, action string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && attribute(n, "action") == action && attribute(n, "method") == "post" {
			return valuesIn(n)
		}
	}
	t.Fatalf("no form is sent to %s in\n%s", action, main(page))
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
func (d desk) sendsForm(address, action string, typed url.Values) *httptest.ResponseRecorder {
	d.t.Helper()
	fields := d.form(address, action)
	maps.Copy(fields, typed)
	return d.sends(d.pages, d.secret, "same-origin", action, fields)
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
