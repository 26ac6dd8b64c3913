package main

import "testing"

// TestACoChairKeepsAPlan begins a plan, writes and endorses it, amends it, and brings the plan before to its end.
func TestACoChairKeepsAPlan(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		const before, plan = "/plans/example-wg-2024-26", "/plans/example-wg-2030-32"
		p := o.signIn("demo.cochair", scripts)
		p.Steps = 0
		p.Press(`nav a[href="/plans"]`)
		p.Press(`a[href="/plans/new"]`)
		p.Type("#code", "example-wg-2030-32")
		p.Type("#title", "Forward Work Plan 2030-32 (fictional)")
		p.Choose("#predecessor", "example-wg-2027-29")
		p.Press("button.main")
		o.shows(p, "It is entered.", "There is nothing in it yet.")
		p.Press(`a[href="` + plan + `/objectives/new"]`)
		p.Type("#title", "Know more together")
		p.Press("button.main")
		p.Press(`a[href="` + plan + `/items/new?objective=1"]`)
		p.Type("#title", "A bulletin for ports")
		p.Type("#due", "2031-Q5")
		p.Touch("#leads input[value=delmara]")
		p.Press("button.main")
		o.shows(p, "This was not stored", "Due:")
		p.Choose("#due", "2031-Q2")
		p.Press("button.main")
		o.shows(p, "1.1", "A bulletin for ports", "Q2 2031", "Delmara")
		p.Press("a.main")
		p.Press("button.main")
		o.shows(p, "The plan is endorsed: it is in force.")
		t.Logf("from home to a plan in force: %d steps", p.Steps)

		p.Press(`a[href="` + plan + `/amend"]`)
		p.Press(`a[href="` + plan + `/amend/items/1.1"]`)
		p.Type("#expected_output", "Two issues a year")
		p.Press("button.main")
		p.Type("#reason", "The meeting asked for figures.")
		p.Press("button[value=preview]")
		o.shows(p, "It would make revision 2 of the plan", "Expected output", "Two issues a year")
		p.Press("button[value=record]")
		o.shows(p, "The amendment is recorded.", "Amendment 1", "The meeting asked for figures.")

		p.Steps = 0
		p.Go(o.url + before)
		p.Press(`a[href="` + before + `/carry-over"]`)
		p.Press("button.main[value=preview]")
		o.shows(p, "Nothing is done yet.", "1 item stays open: 2.5", "example-wg-2027-29/") // what might be given up is given up by nobody who has not said so
		p.Press("button[value=edit]")
		o.shows(p, "what is put off for more than a year is in fact given up")
		p.Choose("[name='kind-2.5']", "withdraw")
		p.Choose("[name='reason-2.5']", "The units found no budget.")
		p.Press("button.main[value=preview]")
		o.shows(p, "No item stays open; the plan can then be closed.", "Reason: The units found no budget.")
		p.Press("button[value=apply]")
		o.shows(p, "The carry-over is recorded.", "No item is open.")
		p.Press("button.main")
		o.shows(p, "The plan is closed. Its record stays as it is.", "Closed")
		t.Logf("from a plan with open items to a closed one: %d steps", p.Steps)
	})
}
