package demo

import "fwptracker/internal/workplan"

// example2021 is the fictional group's first plan. Its period ended with items still open: most were carried over into the next plan once that was
// endorsed, one was withdrawn, and the plan was closed when the last had been completed, late.
func example2021() agenda {
	return agenda{
		NewPlan: workplan.NewPlan{Code: "example-wg-2021-23", Body: ExampleWG, PlanContent: workplan.PlanContent{
			Title: "Forward Work Plan 2021-23 (fictional)", PeriodStart: "2021-07", PeriodEnd: "2023", Audience: workplan.AudiencePublic,
			Notes: "Fictional, for demonstration.", Source: "Invented for demonstration."}},
		drafted: "2021-06-03", endorsed: "2021-06-17",
		at: workplan.Endorsement{On: "2021-06-16", Meeting: "example-wg-1", Note: "Endorsed by consensus on the second day."},
		objectives: []workplan.ObjectiveContent{
			{Title: "Share information on routes, methods and trends"},
			{Title: "Build the skills of those who meet victims first"},
			{Title: "Cooperate in practice across borders"},
			{Title: "Work with partners outside government"},
		},
		items: append(append(informed2021(), skilled2021()...), append(joined2021(), partnered2021()...)...),
		ends:  ends2021(),
	}
}

func ends2021() []ending {
	const next = "example-wg-2024-26"
	return []ending{
		{on: "2024-02-27", NewCarryOver: workplan.NewCarryOver{Partial: true, EffectiveOn: "2024-02-21", Meeting: "example-wg-3", Reason: "Agreed with the endorsement of the next plan.",
			Dispositions: []workplan.Disposition{
				{Ref: "1.1", Kind: workplan.DisposeCarry, Into: goesOn("1.1", next, "1.1", "1.4").Into, Reason: "Urgent news is to leave the bulletin and go by secure message."},
				goesOn("1.4", next, "1.3"), goesOn("2.3", next, "2.1"), goesOn("2.4", next, "2.2"), goesOn("3.3", next, "3.5"), goesOn("4.1", next, "4.1"),
				{Ref: "4.2", Kind: workplan.DisposeWithdraw, Reason: "Nothing had begun after three years. The next plan begins anew, with two leads."},
			}}},
		{on: "2024-09-03", closing: &workplan.Closing{Note: "Closed by the co-chairs in writing, once the checklist had been found to be adopted."}, NewCarryOver: workplan.NewCarryOver{Dispositions: []workplan.Disposition{
			{Ref: "3.4", Kind: workplan.DisposeComplete, CompletedOn: "2024-04-11", Done: "The checklist is adopted by the contact points. Recorded late: the note of the adoption reached us in September.",
				Evidence: workplan.Links{{Title: "Checklist for safe return", URL: "https://example.org/guides/safe-return"}}},
		}}},
	}
}

func informed2021() []work {
	return []work{
		{Ref: "1.1", Title: "Quarterly bulletin on routes and methods", About: "A short bulletin, four times a year, on what members observe.",
			Output: "Four issues a year", Continuing: true, Start: "2021-Q3", Leads: list{aldoria}, Supporting: list{prevention},
			Partners: list{office}, Topics: list{"information sharing"}, Audience: workplan.AudiencePublic,
			Reports: []report{
				by(aldoria, "2021-10-04", started, onTrack, done("The first issue went to all contact points."), next("The second issue follows in January."),
					joinIn("Members are invited to send short case summaries."), link("Bulletin, issue 1", "bulletin/1")),
				by(aldoria, "2022-04-12", done("Issues 2 and 3 are out."), next("Issue 4 will look at sea routes.")),
				by(aldoria, "2022-10-05", atMeeting(2), done("Issues 4 and 5 are out; readers were asked what they use."), link("Bulletin, issue 5", "bulletin/5")),
				nothing(aldoria, "2023-04-18"),
				by(aldoria, "2023-12-11", done("Ten issues have appeared since 2021."), next("The bulletin is to go on in the next plan.")),
			}},
		{Ref: "1.2", Title: "Directory of contact points for urgent cases", Output: "A directory that is checked twice a year", Due: "2021-12-15",
			Leads: list{prevention}, Supporting: list{aldoria, caldreth}, Topics: list{"information sharing", "urgent cases"},
			Reports: []report{
				by(prevention, "2021-09-14", started, onTrack, done("Eight of ten members have named a contact point."), next("Test calls in November.")),
				by(prevention, "2021-12-10", completed("2021-12-10"), done("The directory is with all members."), link("Directory, first edition", "directory/1")),
				chairs("2022-05-17", workplan.StatusInProgress, "A third of the numbers no longer answered in the test of April; the directory needs a second round."),
				by(prevention, "2022-07-05", done("All numbers were called; four were replaced."), next("A second edition."), expect("2022-09")),
				by(prevention, "2022-09-20", completed("2022-09-20"), done("Second edition, with a deputy for each contact point."), link("Directory, second edition", "directory/2")),
			}},
		{Ref: "1.3", Title: "Study of recruitment through online job advertisements", About: "How false offers are placed, and what takes them down.",
			Output: "A study of about forty pages", Start: "2021", Due: "2022", Leads: list{migration}, Partners: list{platform}, Audience: workplan.AudiencePublic,
			Topics: list{"research", "technology"},
			Reports: []report{
				by(migration, "2021-11-30", started, done("Terms of reference agreed; two researchers engaged."), next("Interviews in four members.")),
				by(migration, "2022-06-28", onTrack, done("Sixty interviews held."), joinIn("Two more members could take part in the interviews until September.")),
				by(migration, "2022-10-06", atMeeting(2), onTrack, done("First findings presented to the meeting."), next("Comments by the end of October.")),
				by(migration, "2022-11-30", completed("2022-11-30"), done("The study is published."), link("Study of online recruitment", "studies/online-recruitment")),
			}},
		{Ref: "1.4", Title: "Common template for statistics on identified victims", Output: "One template that all members fill in", Due: "2023-Q2",
			Leads: list{caldreth}, Supporting: list{migration}, Topics: list{"information sharing", "statistics"},
			Reports: []report{
				by(caldreth, "2021-12-02", started, done("The templates of six members were compared.")),
				by(caldreth, "2022-10-07", atMeeting(2), atRisk, done("A draft was sent round."), next("Agree on the age groups."), expect("2023-Q2")),
				by(caldreth, "2023-05-30", offTrack, done("The draft is not agreed yet."), expect("2023-Q4")),
				by(caldreth, "2023-05-31", chairsOnly, done("Two members cannot yet share figures by nationality; the draft rests on that.")),
				nothing(caldreth, "2024-01-30"),
			}},
	}
}

func skilled2021() []work {
	return []work{
		{Ref: "2.1", Title: "Training course for first-line border officers", Output: "A course of three days, held in four members", Due: "2022-Q3",
			Leads: list{brennmark, migration}, Supporting: list{farrowen}, Partners: list{office}, Topics: list{"training", "border management"},
			Reports: []report{
				by(migration, "2021-10-19", started, done("Outline and exercises drafted."), joinIn("Trainers from other members are welcome.")),
				by(brennmark, "2022-03-22", onTrack, done("Pilot course with 24 officers."), link("Report on the pilot course", "training/pilot")),
				by(brennmark, "2022-09-06", atRisk, done("Three of four courses held."), next("The last course waits for a venue."), expect("2023-Q1")),
				by(migration, "2023-02-17", sent("2023-03-02"), completed("2023-02-17"), done("The fourth course closed; 97 officers trained in all."),
					link("Final report", "training/final")),
			}},
		{Ref: "2.2", Title: "Pocket guide to the signs of exploitation", Output: "A guide of twelve pages in five languages", Due: "2022-06-30",
			Leads: list{delmara}, Partners: list{office, seafarers}, Topics: list{"guides", "victim identification"}, Audience: workplan.AudiencePublic,
			Reports: []report{
				by(delmara, "2021-12-14", started, done("Signs collected from eight members.")),
				by(delmara, "2022-04-05", onTrack, done("Text agreed; translation under way.")),
				by(delmara, "2022-06-15", completed("2022-06-15"), done("The guide is published in five languages."), link("Pocket guide", "guides/pocket-guide")),
				by(delmara, "2022-06-10", sent("2022-07-04"), completed("2022-06-10"), done("The guide is published in five languages."),
					link("Pocket guide", "guides/pocket-guide"), correcting(3, "The guide came out on 10 June; the report gave the day of the press notice.")),
			}},
		{Ref: "2.3", Title: "Training of trainers for labour inspectors", Output: "Two trainers in each member", Start: "2022-Q1", Due: "2023-Q4",
			Leads: list{delmara}, Supporting: list{migration}, Partners: list{office}, Topics: list{"training", "labour exploitation"},
			Reports: []report{
				by(delmara, "2022-02-08", started, onTrack, done("Needs asked of all members; seven answered.")),
				by(delmara, "2022-10-06", atMeeting(2), onTrack, done("First pilot course with twelve inspectors."), next("Revise the exercises.")),
				by(delmara, "2023-06-20", atRisk, done("The exercises are revised."), joinIn("A host is sought for the third course.")),
				by(delmara, "2023-09-15", sent("2024-01-22"), done("A second pilot course was held in September 2023; the report of the hosts came only now."),
					link("Report on the second pilot", "training/inspectors-2")),
				by(delmara, "2024-01-25", offTrack, done("No host was found for the third course."), next("Go on under the next plan.")),
			}},
		{Ref: "2.4", Title: "Mock trial for prosecutors and judges", Output: "A mock trial of two days with its case file", Due: "2023-05", Leads: list{eskenia},
			Supporting: list{aldoria}, Topics: list{"training", "prosecution"},
			Reports: []report{
				by(eskenia, "2022-01-18", started, done("A fictional case file is being written.")),
				forLead(eskenia, "2022-10-12", sent("2022-10-14"), atMeeting(2), done("Eskenia told the meeting that the case file is ready."), next("Choose the days.")),
				by(eskenia, "2023-03-14", postponed("The courts of two members cannot release judges before the end of the year."), next("Propose new days.")),
			}},
	}
}

func joined2021() []work {
	return []work{
		{Ref: "3.1", Title: "Model arrangement for joint interviews", Output: "A model text with notes", Due: "2023", Leads: list{caldreth, aldoria},
			Topics: list{"investigation"},
			Reports: []report{
				by(aldoria, "2021-11-16", started, done("A first text is with the legal services.")),
				by(caldreth, "2022-08-30", atRisk, done("Five members commented; three prefer agreements between two states.")),
				chairs("2023-02-09", workplan.StatusWithdrawn, "Members now conclude agreements two by two; a model text would no longer be used."),
			}},
		{Ref: "3.2", Title: "Joint exercise at a land border crossing", Output: "An exercise of two days and its lessons", Due: "2023-10-31",
			Leads: list{brennmark, farrowen}, Topics: list{"border management"},
			Reports: []report{
				nothing(brennmark, "2021-12-20"),
				by(brennmark, "2022-11-22", started, onTrack, done("The crossing is chosen."), joinIn("Observers from other members are welcome.")),
				by(farrowen, "2023-03-08", sent("2023-08-21"), done("A rehearsal on paper was held in March; it was not reported at the time.")),
				by(brennmark, "2023-10-19", sent("2023-10-24"), completed("2023-10-19"), done("Exercise held with 60 officers of both sides."),
					link("Lessons of the joint exercise", "exercises/joint-2023")),
			}},
		{Ref: "3.3", Title: "Protocol for the handling of sensitive case files", Output: "A protocol for the contact points", Due: "2023-12",
			Leads: list{prevention}, Topics: list{"investigation", "data protection"}, Audience: workplan.AudienceChairs,
			Reports: []report{
				by(prevention, "2022-03-15", started, done("The rules of six members were compared.")),
				by(prevention, "2023-06-13", atRisk, done("Draft protocol discussed with the co-chairs."), next("Legal review.")),
				by(prevention, "2024-01-16", offTrack, done("The legal review found two open questions."), expect("2024-06")),
			}},
		{Ref: "3.4", Title: "Checklist for safe return", Output: "A checklist of two pages", Due: "2023-09", Leads: list{migration}, Supporting: list{delmara},
			Partners: list{office}, Topics: list{"return", "victim protection"},
			Reports: []report{
				by(migration, "2022-05-10", started, done("Existing checklists collected.")),
				by(migration, "2023-08-29", atRisk, done("Draft tried out in two members."), next("Try it in two more."), expect("2024-Q1")),
			}},
	}
}

func partnered2021() []work {
	return []work{
		{Ref: "4.1", Title: "Annual round table with carriers and employers", Output: "One round table a year", Continuing: true, Leads: list{farrowen},
			Partners: list{platform, forum}, Topics: list{"private sector"},
			Reports: []report{
				by(farrowen, "2021-11-25", started, done("First round table, with nine companies.")),
				by(farrowen, "2022-11-29", done("Second round table, on recruitment fees."), link("Summary of the second round table", "round-table/2")),
				by(farrowen, "2023-11-28", onTrack, done("Third round table."), joinIn("Members may propose companies to invite.")),
			}},
		{Ref: "4.2", Title: "Advisory panel of survivors", About: "A standing panel that comments on guides before they appear.", Output: "A panel of seven",
			Due: "2022", Leads: list{farrowen}, Partners: list{seafarers}, Topics: list{"victim protection", "civil society"}},
	}
}
