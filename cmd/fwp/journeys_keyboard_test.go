package main

import (
	"testing"

	"fwptracker/internal/browsertest"
)

// TestALeadReportsByKeyboardAlone signs in, goes past the menu, opens a form, fills it in, looks at the preview and posts it without a mouse.
func TestALeadReportsByKeyboardAlone(t *testing.T) {
	t.Parallel()
	b, there := browsertest.Start(t)
	if !there {
		return
	}
	e, _ := demoDatabase(t)
	o := office{serving(t, e), t, b}
	p := o.visitor(true)
	p.Go(o.url + "/sign-in")
	p.TabTo("#email")
	p.Keys("demo.lead@example.org")
	p.TabTo("#password")
	p.Keys(demoFile().password + "\r")
	p.Await(`a[href="` + trainingPath + `/report"]`)
	p.Steps = 0
	p.TabTo("a.skip")
	p.Keys("\r")
	p.TabTo(`a[href="` + trainingPath + `/report"]`)
	t.Logf("past the menu to the form of an item: %d keys", p.Steps)
	p.Keys("\r")
	p.Await("#done")
	p.TabTo("#done")
	p.Keys("Two more trainers were certified.")
	p.TabTo("#health")
	p.Keys("A") // At risk, as lists are chosen from by letters
	p.TabTo("#apart > summary")
	p.Keys("\r")
	p.TabTo("#effective_on")
	p.TabTo("button[value=preview]")
	p.Keys("\r")
	p.Await("button[value=post]")
	o.shows(p, "Two more trainers were certified.", "At risk")
	p.TabTo("button[value=post]")
	p.Keys("\r")
	p.Await(".notice.good")
	o.shows(p, "Your report is recorded as update 6.")
}
