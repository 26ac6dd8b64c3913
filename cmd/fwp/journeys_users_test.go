package main

import (
	"strings"
	"testing"

	"fwptracker/internal/browsertest"
)

// TestAnAdminLetsSomebodyIn: from the admin's home to a user with a role and an invitation; the person chooses a password and is at home, and the secretariat
// of the body then ends one membership and enters another.
func TestAnAdminLetsSomebodyIn(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.admin", scripts)
		o.shows(p, "You keep who may come in and what the register says.", "All bodies", "Read the audit")
		p.Steps = 0
		p.Press(`main a[href="/users/new"]`)
		p.Type("#name", "Ada Quill (fictional)")
		p.Type("#email", "ada.quill@example.org")
		p.Type("#username", "ada.quill")
		p.Choose("#role", "focal_point example-wg")
		p.Choose("#member", "delmara")
		p.Press("main form.fields button[type=submit]")
		o.shows(p, "The user is entered.", "Focal point for Delmara", "not chosen yet")
		p.Press("form[action$='/link'] button")
		o.shows(p, "The invitation is made", "Dear Ada Quill (fictional),", "After that you sign in with ada.quill@example.org.")
		link := browsertest.Ask[string](p, "document.querySelector('#link-text code').textContent")
		t.Logf("from home to an invitation: %d steps", p.Steps)
		if shown := browsertest.Ask[bool](p, "!document.querySelector('[data-copy=link-text]').hidden"); shown != scripts {
			t.Errorf("the button that copies is shown: %v", shown)
		}
		if at := p.Address(); strings.Contains(at, "link=") || !strings.HasPrefix(link, o.url+"/welcome?link=") {
			t.Errorf("the link is %q, at %s", link, at)
		}

		ada := o.visitor(scripts)
		ada.Go(link)
		o.shows(ada, "Ada Quill (fictional), choose a password for ada.quill@example.org.")
		for _, field := range []string{"#password", "#again"} {
			ada.Type(field, "seven green lanterns drift")
		}
		ada.Press("main button[type=submit]")
		ada.Type("#email", "ada.quill@example.org")
		ada.Type("#password", "seven green lanterns drift")
		ada.Press("main button[type=submit]")
		o.shows(ada, "Welcome, Ada Quill (fictional)", "My items", "Training of trainers for labour inspectors")
		if strings.Contains(o.log.String(), strings.TrimPrefix(link, o.url+"/welcome?link=")) {
			t.Error("the log has the secret of the link")
		}

		desk := o.signIn("demo.secretariat", scripts)
		desk.Go(o.url + "/bodies/example-wg")
		desk.Press(`a[href="/bodies/example-wg/memberships/7/edit"]`)
		desk.Type("#to", "2026-06")
		desk.Press("main form.fields button[type=submit]")
		o.shows(desk, "Your changes are kept.", "earlier memberships")
		desk.Press(`a[href="/bodies/example-wg/memberships/new"]`)
		desk.Choose("#member", "galvenia")
		desk.Choose("#role", "member")
		desk.Type("#from", "soon")
		desk.Press("main form.fields button[type=submit]")
		o.shows(desk, "This was not stored")
		if kept := value(desk, "#member"); kept != "galvenia" {
			t.Errorf("the form that was refused holds %q", kept)
		}
		browsertest.Ask[bool](desk, "(document.querySelector('#from').value = '', true)")
		desk.Type("#from", "2026-07")
		desk.Press("main form.fields button[type=submit]")
		o.shows(desk, "It is entered.", "July 2026")
		desk.Go(o.url + "/bodies/example-wg?on=2026-06-15")
		o.shows(desk, "You are looking at another day.", "June 2026", "To come")
	})
}
