package language

// Labels are what forms call their fields, by the fields' names: where something is wrong with one, the list of what is wrong says which. They are texts
// of the catalogues.
var Labels = map[string]string{
	"done": "What is done", "next_steps": "What is still to do", "planned_completion": "Planned completion", "openings": "Where others can join in", "status": "Status",
	"health": "Health", "completed_on": "Completed on", "reason": "Reason", "evidence": "Evidence", "effective_on": "True from", "meeting": "Meeting", "audience": "For whom",
	"evidence_title": "Title", "evidence_url": "Address", "lead": "Lead", "correction_reason": "Why it is corrected",

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

// Label is what forms call a field; its own name where they have no other.
func (l *Language) Label(field string) string {
	if text, there := Labels[field]; there {
		return l.T(text)
	}
	return field
}
