// Package workplan holds the nouns and rules of forward work plans: pure values and functions, the standard library only.
//
// # The words
//
// One word for one thing, the same in code, SQL, URLs, JSON and pages.
//
//   - Body: a working group or work stream that owns plans and meetings. Not "group", "committee" or "tenant".
//   - Member: a state or organisation in the shared register, whatever its standing. Not "party", "country" or "participant".
//   - Membership: the dated standing of a member in a body: co_chair, member, observer or guest.
//   - User: a person who signs in. Not "account".
//   - Role binding: what a user is, for whom, from a date to a date. Not "permission" or "grant".
//   - Work plan: a forward work plan of a body: draft, endorsed, then closed. Not "project" or "programme".
//   - Objective: a numbered heading of a plan under which items stand. Not "goal" or "pillar".
//   - Action item: one piece of work, known for life by its ref within its plan. Not "task" or "activity".
//   - Lead: a member that answers for an item; a supporting member helps; a partner takes part in delivering. Not "owner" or "assignee".
//   - Status update: one numbered report on one item; append-only. Not "comment" or "log entry".
//   - Nil return: a status update that says there is nothing to report. It is not silence.
//   - Disposition: what becomes of an open item when its plan ends: carried over, completed late or withdrawn. Not "resolution" or "outcome".
//   - Carry-over: the record that the work of an item goes on in an item of a later plan, its successor. Not "migration" or "rollover".
//   - Closing: the act that ends a plan; its report is then settled, until the plan is reopened. Not "archiving" or "completion".
//   - Correction: a status update that replaces an earlier one and says why. Nothing is ever edited.
//   - Amendment: one logged decision that changes an endorsed plan, with its reason, from a day on. It raises the plan's revision. Not "edit" or "change request".
//   - Deliverable: an output of an item: a guide, a training, an event. Not "product" or "result".
//   - Stage: a step that a deliverable has reached on a date, such as endorsed or published. Not "milestone" or "phase".
//   - Opening: what the lead of an item seeks from other members, and until when. Not "call" or "vacancy".
//   - Offer: what a member offers in answer to an opening; the lead accepts or declines it. Not "bid" or "application".
//   - Meeting: a dated meeting of a body, the moment at which leads report.
//   - Record: what a meeting leaves behind: its sessions, agenda, attendance and decisions, numbered entries each. Not "minutes" or "protocol".
//   - Session: one sitting of a meeting. Agenda item: one point of its agenda; it is no action item.
//   - Attendant: a member, or one that is not in the register, that attended a meeting, in a capacity; a delegate is a person who came for it.
//   - Decision: one thing that a meeting decided, with what it is about. Not "resolution" or "outcome".
//   - Adoption: the act of the co-chairs that makes a record final. A corrigendum is the only way to correct it then.
//   - Completion report: a plan as it stood at a date, with the numbers and what they rest on.
//   - Edition: a completion report that was issued: numbered, frozen and kept. Not "version" or "snapshot".
//   - Reporting round: a time in which the leads of a body are asked to report, mostly before a meeting. Not "campaign" or "cycle".
//   - Return: what one lead owes a round on one item: an update, a nil return or, visibly, nothing. It is found in the record, never stored.
//   - Obligation: an item on which a lead has something to report today. Not "task" or "alert".
//   - Digest: one mail that tells a person what their members still owe; an escalation tells the secretariat who has not answered.
//   - Window: a day of a round on which mails of a kind go out; nobody gets two in one.
//   - Portfolio: the plans of one or more bodies side by side, each piece of work counted once. Not "dashboard".
//   - Finding: what a rule of the plan check says of an item, an objective or the plan. Not "issue" or "violation".
//   - Proposal: what a member, an observer or a partner wants to see in the next plan. Not "request" or "suggestion".
//   - Proposal window: the days on which a body takes proposals. Not "call" or "deadline".
//   - Support: a member's word for another's proposal. Not "vote" or "like".
//   - Waiver: the decision, with a reason, that a finding is to be lived with: it leaves the count, not the list. Not "exception" or "mute".
//
// # The two clocks
//
// Every record of what happened carries two times. EffectiveOn is the day it was true; RecordedAt is the moment the system took it.
// A reading names a [View]: AsOf ("what was true then") and KnownAt ("using only what had been recorded by then"). State is a replay of
// append-only records ([ReplayContent], [ReplayUpdates]); a current state kept beside them is an optimisation that tests hold against the replay.
//
// # The rules
//
// Who may do what is the table [Rights], which [RightsTable] prints; which status may follow which is the table [Transitions]; who may see
// what is [Audience] together with [Sight.Sees]; what a plan is checked for is the table [CheckRules]. Each rule is written once, and what decides is what is shown.
package workplan
