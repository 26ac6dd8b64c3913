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

	"opens": "Opens", "closes": "Closes", "date_reason": "Why the dates are moved", "reminders": "Reminders",
	"escalation": "List of who has not answered", "ending": "How it ends", "members": "Whom to remind",

	"stage": "Stage", "reached_on": "Reached on", "links": "Links",

	"code": "Code", "body": "Body", "title": "Title", "period_start": "The period begins", "period_end": "The period ends", "predecessor": "It follows", "notes": "Notes",
	"source": "Source", "number": "Number", "description": "Description", "ref": "Number", "expected_output": "Expected output", "nature": "Nature", "start": "Start", "due": "Due",
	"leads": "Leads", "supporting": "Supporting members", "partners": "Partners", "topics": "Topics", "origin": "Origin", "predecessors": "It continues",
	"endorsed_on": "Endorsed on", "closed_on": "Closed on", "reopened_on": "Reopened on",

	"starts": "Begins", "ends": "Ends", "date_note": "Note on the dates", "place": "Place",
	"attendance_note": "Attendance in words", "headcounts": "Numbers without names", "reported": "Who reported", "day": "Day", "format": "How it is held",
	"session": "Session", "plans": "Plans", "items": "Items", "proposals": "Proposals", "text": "What was decided", "kind": "What it is", "agenda_item": "Agenda item",
	"capacity": "Took part as", "delegates": "Delegates", "member": "Members and observers", "others": "Others who came", "adopted_on": "Adopted on",
	"adopting_meeting": "Adopted at", "deciding_meeting": "Decided at",
}

// doneTexts are what a page says at its head of what was just done there, by the word that its address then has: "?done=kept".
var doneTexts = map[string]string{
	"kept":    "Your changes are kept.",
	"created": "It is entered.",
	"removed": "It is removed.",
	"ended":   "The round is ended.",
	"staged":  "The stage is recorded.",

	"endorsed":  "The plan is endorsed: it is in force.",
	"closed":    "The plan is closed. Its record stays as it is.",
	"reopened":  "The plan is reopened: it is in force again.",
	"decided":   "The decision is recorded.",
	"carried":   "The carry-over is recorded.",
	"collected": "It is part of the amendment now. Nothing is recorded before the whole amendment is.",
	"amended":   "The amendment is recorded.",
	"adopted":   "The record is adopted.",
	"corrected": "The corrigendum is issued.",
}
