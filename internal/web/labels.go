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
	"session": "Session", "plans": "Plans", "items": "Items", "proposals": "Proposals", "text": "What was decided", "agenda_item": "Agenda item",
	"capacity": "Took part as", "delegates": "Delegates", "others": "Others who came", "adopted_on": "Adopted on",
	"adopting_meeting": "Adopted at", "deciding_meeting": "Decided at",

	"need": "Need", "objective_note": "On the objective, in words", "proposed_lead": "Proposed lead",
	"strategy_areas": "Strategy areas", "urgency": "Urgency", "date_needed": "Needed by", "proposed_by": "Proposed by", "proposed_on": "Proposed on", "plan": "For which plan",
	"although_similar_to": "What is similar", "stands": "Where the item stands", "into": "Into what", "window": "Window",
	"open_to": "Who may propose", "sought": "In words", "until": "Until", "opened_on": "Sought from",
	"closed_as": "Why it is closed", "closing_note": "In words", "offered": "What your member offers", "contact": "How to reach you", "answer": "Answer",
	"short_name": "Short name", "protocol_order": "Order of its members", "kind": "Kind", "aliases": "Other names",
	"member": "Member", "role": "Role", "agency": "Agency", "from": "From", "to": "To", "scopes": "What it may do", "days": "How long it holds",
}

// doneTexts are what a page says at its head of what was just done there, by the word that its address then has: "?done=kept".
var doneTexts = map[string]string{
	"kept":        "Your changes are kept.",
	"created":     "It is entered.",
	"removed":     "It is removed.",
	"round_ended": "The round is ended.",
	"staged":      "The stage is recorded.",

	"filed": "It is proposed. You can change it as long as it is open.", "supported": "The support is recorded.",
	"taken-back": "It is taken back.", "sought": "It is posted: others can offer to join in.", "offered": "The offer is made. The lead sees it at home.",
	"answered":  "The answer is recorded.",
	"user":      "The user is entered. Make the invitation now, so that they can come in.",
	"given":     "The role is given. It counts from its first day on. A sign-in link made before no longer works.",
	"taken":     "The role is ended. It counts no more.",
	"disabled":  "The user is kept out from now on.",
	"enabled":   "The user may come in again.",
	"confirmed": "You have shown that it is you.",
	"revoked":   "The token is revoked. Nothing gets in with it any more.",
	"unlinked":  "It is taken off: nobody signs in through it any more.",

	"revoked_all": "The tokens are revoked. Nothing gets in with them any more.",

	"token_twice": "This was sent twice, and made one token. It was shown on the first answer; if you do not have it, revoke it and make another.",

	"waived": "The finding is waived. It is no longer counted.", "unwaived": "The waiver is withdrawn. The finding counts again.",
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
