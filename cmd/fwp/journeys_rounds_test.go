package main

import "testing"

func TestTheSecretariatRunsARoundAndVerifiesTheAudit(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.secretariat", scripts)
		p.Steps = 0
		p.Press(`.cards a[href="/rounds/2"]`)
		o.shows(p, "Reporting round 2", "4 of 16", "not answered", "Eskenia")
		p.Press(`a[href="/rounds/2?only=outstanding#returns"]`)
		o.shows(p, "Handbook for joint inspection of fishing vessels")
		o.hides(p, "Posters with the hotline at border crossings")

		p.Press(`a[href="/rounds/2/remind"]`)
		o.shows(p, "8 people would get a mail now.", "Demo lead", "3 reports overdue since 10 November 2026")
		p.Press("main form button[type=submit]")
		o.shows(p, "8 reminders are queued.", "Demo lead", "Reminder to a focal point")

		p.Press(`.crumbs a[href="/rounds/2"]`)
		p.Press(`a[href="/rounds/2/end"]`)
		p.Type("#reason", "The paper for the meeting is being written.")
		p.Press("button[value=preview]")
		o.shows(p, "This cannot be taken back.", "12 have not:", "what is missing stays missing")
		p.Press("button[value=end]")
		o.shows(p, "The round is ended.", "The round was closed early", "The paper for the meeting is being written.")

		p.Press(`.crumbs a[href="/rounds"]`)
		p.Press(`a[href="/rounds/new"]`)
		p.Choose("#meeting", "example-wg-5")
		p.Type("#note", "Say what will still be open at the end of the year.")
		p.Press("main form.fields button[type=submit]")
		o.shows(p, "It is entered.", "Reporting round 3", "0 of 16")
		t.Logf("from home to the next round: %d steps", p.Steps)

		p.Press(`nav a[href="/audit"]`)
		o.shows(p, "Reporting round closed: reporting round 2", "Leads reminded: reminder 1 of reporting round 2")
		p.Press(`a[href="/audit/verify"]`)
		p.Press("main form button[type=submit]")
		o.shows(p, "It holds", "entries of the chain of Example Working Group (fictional) hold.")
	})
}
