package main

import (
	"strings"
	"testing"
	"time"

	"fwptracker/internal/browsertest"
)

// TestMembersComeIn: what they propose for the next plan becomes an item of it, and what they offer on an item of this one is accepted.
func TestMembersComeIn(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		proposed(t, o, scripts)
		offered(t, o, scripts)
	})
}

// proposed: the secretariat opens a window, an observer proposes, a member supports, and a co-chair makes an item of it.
func proposed(t *testing.T, o office, scripts bool) {
	t.Helper()
	desk := o.signIn("demo.secretariat", scripts)
	desk.Press(`nav a[href="/proposals"]`)
	desk.Press(`.windows a[href="/bodies/example-wg/proposal-windows"]`)
	desk.Press(`a[href="/bodies/example-wg/proposal-windows/new"]`)
	desk.Choose("#plan", "example-wg-2027-29")
	browsertest.Ask[bool](desk, "(document.getElementById('closes').value = '"+time.Now().AddDate(0, 0, 30).Format(time.DateOnly)+"') != ''")
	desk.Press("form.fields button.main")
	o.shows(desk, "It is entered.", "Window 2", "Open")

	observer := o.signIn("demo.observer", scripts)
	observer.Press(`nav a[href="/proposals"]`)
	observer.Steps = 0
	observer.Press(`a[href="/proposals/new?body=example-wg"]`)
	observer.Type("#title", "Exchange of staff between shelters")
	observer.Type("#need", "Shelters learn of each other only by chance.")
	observer.Choose("#objective", "3")
	if scripts {
		observer.Await("#similar fieldset") // what is similar comes while the form is filled in
	}
	observer.Press("form.fields button.main")
	if observer.Address() == o.url+"/proposals/new?body=example-wg" {
		o.shows(observer, "Exchange of staff between hotlines")
		for browsertest.Ask[int](observer, "document.querySelectorAll('#similar input[type=checkbox]:not(:checked)').length") > 0 {
			observer.Touch("#similar input[type=checkbox]:not(:checked)")
		}
		observer.Press("form.fields button.main")
	}
	o.shows(observer, "It is proposed.", "Exchange of staff between shelters", "3. Act together across borders", "Open")
	t.Logf("from the list to a filed proposal: %d steps", observer.Steps)
	address := strings.TrimSuffix(observer.Address(), "?done=filed")

	member := o.signIn("demo.lead", scripts)
	member.Go(address)
	member.Type("#text", "Delmara would host the first two.")
	member.Press(`form[action$="/support"] button`)
	o.shows(member, "The support is recorded.", "Delmara would host the first two.", "supported by 1 member")

	chair := o.signIn("demo.cochair", scripts)
	chair.Steps = 0
	chair.Press(`.cards a[href="/proposals?body=example-wg"]`)
	o.shows(chair, "Waiting for your decision", "similar")
	chair.Press(`th a[href="` + strings.TrimPrefix(address, o.url) + `"]`)
	chair.Press(`a[href$="/accept"]`)
	chair.Type("#reason", "Wanted by two members.")
	chair.Press("form.fields button.main")
	o.shows(chair, "The decision is recorded.", "It goes on as item 3.1 of Forward Work Plan 2027-29 (fictional)", "Wanted by two members.")
	t.Logf("from home to an accepted proposal: %d steps", chair.Steps)
	chair.Press(`.notice.good a[href="/plans/example-wg-2027-29/items/3.1"]`)
	o.shows(chair, "Exchange of staff between shelters", "Shelters learn of each other only by chance.")
}

// offered: an observer offers to join in where a lead seeks it, and the lead accepts.
func offered(t *testing.T, o office, scripts bool) {
	t.Helper()
	const item = "/plans/example-wg-2024-26/items/2.3"
	p := o.signIn("demo.observer", scripts)
	p.Go(o.url + item)
	p.Steps = 0
	p.Press(`a[href="` + item + `/openings/1/offers/new"]`)
	p.Type("#offered", "The consulate of Galvenia would try it in January.")
	p.Press("form.fields button.main")
	o.shows(p, "The offer is made.", "Waits for an answer", "The consulate of Galvenia would try it in January.")
	o.hides(p, "Two consulates of Farrowen")
	t.Logf("from the item to an offer: %d steps", p.Steps)

	lead := o.signIn("demo.lead", scripts)
	o.shows(lead, "Offers that wait for your answer", "The consulate of Galvenia would try it in January.")
	lead.Steps = 0
	lead.Press(`main a[href="` + item + `/openings/1#offers"]`)
	lead.Press(`a[href$="/offers/galvenia/1/answer?answer=accepted"]`)
	lead.Type("#note", "Please do; access comes by mail.")
	lead.Press("form.fields button.main")
	o.shows(lead, "The answer is recorded.", "Please do; access comes by mail.")
	t.Logf("from home to an answer: %d steps", lead.Steps)
	p.Go(o.url + item + "/openings/1")
	o.shows(p, "Accepted", "Please do; access comes by mail.")
}
