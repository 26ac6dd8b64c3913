package web

// labels are what forms call their fields, by the fields' names: where something is wrong with one, the list of what is wrong says which. They are texts
// of the catalogues.
var labels = map[string]string{
	"done": "What is done", "next_steps": "What is still to do", "planned_completion": "Planned completion", "openings": "Where others can join in", "status": "Status",
	"health": "Health", "completed_on": "Completed on", "reason": "Reason", "evidence": "Evidence", "effective_on": "True from", "meeting": "Meeting", "audience": "For whom",
	"lead": "Lead", "correction_reason": "Why it is corrected",

	"password": "Password", "again": "The same again", "present": "Present password", "name": "Name", "email": "E-mail address", "username": "User name", "time_zone": "Time zone",

	"as_of": "As it was at", "since": "Compared with", "known_at": "Recorded by", "objective": "Objectives", "topic": "Topics", "annex": "Annex", "note": "Note",
	"corrects": "Corrects",

	"opens": "Opens", "due": "Returns are due", "closes": "Closes", "date_reason": "Why the dates are moved", "plans": "Plans", "reminders": "Reminders",
	"escalation": "List of who has not answered", "ending": "How it ends", "members": "Whom to remind",

	"title": "Title", "kind": "Kind", "description": "Description", "source": "Source", "stage": "Stage", "reached_on": "Reached on", "place": "Place", "links": "Links",
}

// doneTexts are what a page says at its head of what was just done there, by the word that its address then has: "?done=kept".
var doneTexts = map[string]string{
	"kept":    "Your changes are kept.",
	"created": "It is entered.",
	"removed": "It is removed.",
	"ended":   "The round is ended.",
	"staged":  "The stage is recorded.",
}
