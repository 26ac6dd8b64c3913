package main

import "testing"

// TestASecretariatKeepsAMeetingAndACoChairAdoptsIt: from the list of meetings to a record that is final, and to its correction.
func TestASecretariatKeepsAMeetingAndACoChairAdoptsIt(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		const meeting = "/meetings/example-wg-6"
		p := o.signIn("demo.secretariat", scripts)
		p.Go(o.url + "/meetings")
		p.Steps = 0
		p.Press(`a[href="/meetings/new?body=example-wg"]`)
		p.Type("#name", "Extraordinary Meeting (fictional)")
		p.Type("#starts", "2026-02-03")
		p.Type("#place", "Greyhaven (fictional)")
		p.Press("main form.fields button")
		o.shows(p, "It is entered.", "3 February 2026", "No decision is recorded.")

		p.Press(`a[href="` + meeting + `/agenda/new"]`)
		p.Type("#title", "A call for more trainers")
		p.Press("button[value=keep]")
		o.shows(p, "A call for more trainers")
		p.Press(`a[href="` + meeting + `/attendance/new"]`)
		p.Press(`a[href$="came=all"]`)
		p.Type("#name-1", "Example Harbour Choir (fictional)")
		p.Choose("#kind-1", "civil_society")
		p.Press("button[value=keep]")
		o.shows(p, "Members 9", "Observers 1", "Example Harbour Choir (fictional)", "Aldoria")
		p.Press(`a[href="` + meeting + `/decisions/new"]`)
		p.Type("#text", "Members were asked to name two trainers each.")
		p.Choose("#kind", "request")
		p.Press("button[value=keep]")
		o.shows(p, "It is entered.", "Members were asked to name two trainers each.", "Requested")
		o.hides(p, "Adopt the record")
		t.Logf("a meeting with agenda, attendance and decision: %d steps", p.Steps)

		p = o.signIn("demo.cochair", scripts)
		p.Go(o.url + meeting)
		p.Press(`a[href="` + meeting + `/adopt"]`)
		o.shows(p, "An adopted record is no longer edited.", "Members were asked to name two trainers each.", "Example Harbour Choir (fictional)")
		p.Press("main form.fields button")
		o.shows(p, "The record is adopted.", "The record of this meeting was adopted on")
		p.Press(`a[href="` + meeting + `/decisions/1/edit"]`)
		p.Type("#text", "By June: ")
		p.Type("#reason", "The day was left out.")
		p.Press("button[value=preview]")
		o.shows(p, "Corrigendum 1 before it is issued", "As it will read", "By June: Members were asked")
		p.Press("button[value=issue]")
		o.shows(p, "The corrigendum is issued.", "1 corrigendum corrects it", "The day was left out.")
	})
}
