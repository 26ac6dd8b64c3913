package demo

import "fwptracker/internal/workplan"

// example2024 is the fictional group's current plan. Seven of its items continue items of the first plan, which were carried over once it was endorsed;
// two of them the same one, which was split.
func example2024() agenda {
	return agenda{
		NewPlan: workplan.NewPlan{Code: "example-wg-2024-26", Body: ExampleWG, PlanContent: workplan.PlanContent{
			Title: "Forward Work Plan 2024-26 (fictional)", PeriodStart: "2024", PeriodEnd: "2026", Audience: workplan.AudiencePublic,
			Predecessor: "example-wg-2021-23", Notes: "Fictional, for demonstration.", Source: "Invented for demonstration."}},
		drafted: "2024-01-16", endorsed: "2024-02-22",
		at: workplan.Endorsement{On: "2024-02-21", Meeting: "example-wg-3", Note: "Endorsed with the amendments made in the meeting."},
		objectives: []workplan.ObjectiveContent{
			{Title: "Know more together", Predecessor: "example-wg-2021-23/1"},
			{Title: "Train and equip the front line", Predecessor: "example-wg-2021-23/2"},
			{Title: "Act together across borders", Predecessor: "example-wg-2021-23/3"},
			{Title: "Widen the circle of partners", Predecessor: "example-wg-2021-23/4"},
		},
		items: append(append(informed2024(), skilled2024()...), append(joined2024(), partnered2024()...)...),
	}
}

func informed2024() []work {
	return []work{
		{Ref: "1.1", Title: "Quarterly bulletin on routes and methods", Output: "Four issues a year", Continuing: true, Start: "2024-Q2", Leads: list{aldoria},
			Supporting: list{prevention}, Partners: list{office}, Topics: list{"information sharing"}, Audience: workplan.AudiencePublic,
			Follows: list{"example-wg-2021-23/1.1"},
			Reports: []report{
				by(aldoria, "2024-05-14", started, onTrack, done("Issue 11 is out, in a shorter form."), link("Bulletin, issue 11", "bulletin/11")),
				by(aldoria, "2024-11-19", done("Issues 12 and 13 are out.")),
				by(aldoria, "2025-10-21", atMeeting(4), done("Issues 14 to 16 are out; readership has doubled."), next("A special issue on sea routes.")),
				nothing(aldoria, "2026-04-20"),
				by(aldoria, "2026-10-13", onTrack, done("The special issue on sea routes is out."), joinIn("Case summaries for issue 20 are welcome until the end of the year."),
					link("Bulletin, special issue", "bulletin/sea-routes")),
			}},
		{Ref: "1.2", Title: "Regional picture of recruitment into online fraud", Output: "A picture with maps and a summary", Start: "2024", Due: "2025-Q2",
			Leads: list{prevention}, Supporting: list{caldreth}, Partners: list{forum}, Topics: list{"research", "technology"}, Audience: workplan.AudiencePublic,
			Reports: []report{
				by(prevention, "2024-06-11", started, done("Questions agreed with six members.")),
				by(prevention, "2025-01-21", onTrack, done("Answers of nine members are in."), joinIn("Analysts may join the reading group in March.")),
				by(prevention, "2025-05-28", completed("2025-05-28"), done("The picture is published."), link("Regional picture", "studies/online-fraud")),
			}},
		{Ref: "1.3", Title: "Common template for statistics, tried out for a year", Output: "Figures of one year in one form", Due: "2025", Leads: list{caldreth},
			Supporting: list{migration, delmara}, Topics: list{"statistics"}, Follows: list{"example-wg-2021-23/1.4"},
			Reports: []report{
				by(caldreth, "2024-09-17", started, done("A shorter template, without nationality, is agreed.")),
				by(caldreth, "2025-10-28", atMeeting(4), atRisk, done("Five members filled it in."), expect("2026-03")),
				by(caldreth, "2025-10-28", sent("2025-11-12"), atMeeting(4), atRisk, done("Six members filled it in."), expect("2026-06"),
					correcting(2, "Eskenia's figures had been overlooked, and the planned completion was a slip.")),
				by(caldreth, "2026-05-19", atRisk, done("Eight members filled it in; two are missing."), next("One more reminder, then publish what there is."), expect("2026-12")),
			}},
		{Ref: "1.4", Title: "Early warning by secure message", Output: "A channel with rules for its use", Due: "2026-Q4", Leads: list{prevention, aldoria},
			Topics: list{"information sharing", "urgent cases"}, Audience: workplan.AudienceChairs, Follows: list{"example-wg-2021-23/1.1"},
			Reports: []report{
				by(prevention, "2024-10-08", started, done("Three ways of sending were compared.")),
				by(aldoria, "2025-06-17", onTrack, done("Trial between four contact points.")),
				by(prevention, "2026-06-23", onTrack, done("Rules for use are drafted."), next("Adopt them at the fifth meeting.")),
			}},
		{Ref: "1.5", Title: "Research on debts for recruitment", Output: "A study with recommendations", Due: "2026-06", Leads: list{migration},
			Partners: list{seafarers}, Topics: list{"research", "labour exploitation"},
			Reports: []report{
				by(migration, "2024-08-20", started, done("Researchers engaged.")),
				by(migration, "2025-10-23", atMeeting(4), onTrack, done("Interviews held in five members.")),
				by(migration, "2026-04-14", atRisk, done("The text is with its reviewers."), expect("2026-08")),
				by(migration, "2026-08-14", sent("2026-08-18"), completed("2026-08-14"), done("The study is published with twelve recommendations."),
					link("Debts for recruitment", "studies/debts")),
			}},
	}
}

func skilled2024() []work {
	return []work{
		{Ref: "2.1", Title: "Training of trainers for labour inspectors", Output: "Two trainers in each member", Start: "2024-Q2", Due: "2025-Q3",
			Leads: list{delmara}, Supporting: list{migration}, Partners: list{office}, Topics: list{"training", "labour exploitation"},
			Follows: list{"example-wg-2021-23/2.3"},
			Reports: []report{
				by(delmara, "2024-06-04", started, onTrack, done("Third course planned with the support office.")),
				by(delmara, "2025-03-11", atRisk, done("Third course held; the fourth has no venue yet."), joinIn("A host is sought for the fourth course.")),
				by(delmara, "2025-10-28", atMeeting(4), offTrack, done("No venue was found in time."), next("Hold the course on line."), expect("2026-Q2")),
				by(delmara, "2026-05-12", offTrack, done("Fourth course held on line."), next("Certify the trainers."), expect("2027-Q1"),
					joinIn("Members may send an observer to the certification.")),
				by(delmara, "2026-06-30", sent("2026-10-06"), done("Eleven trainers were certified by the end of June; the list was confirmed only in October."),
					link("List of certified trainers", "training/trainers")),
			}},
		{Ref: "2.2", Title: "Mock trial for prosecutors and judges", Output: "A mock trial of two days", Due: "2026-03", Leads: list{eskenia},
			Supporting: list{aldoria}, Topics: list{"training", "prosecution"}, Follows: list{"example-wg-2021-23/2.4"},
			Reports: []report{
				by(eskenia, "2024-09-24", started, done("The case file was brought up to date.")),
				by(eskenia, "2025-10-14", atRisk, done("The courts were asked for new days."), expect("2026-Q1")),
			}},
		{Ref: "2.3", Title: "On-line course for consular staff", Output: "A course of six lessons in three languages", Start: "2025", Due: "2026-06-30",
			Leads: list{delmara}, Partners: list{office}, Topics: list{"training", "victim identification"}, Audience: workplan.AudiencePublic,
			Origin: "Proposed by Delmara at the third annual meeting",
			Reports: []report{
				by(delmara, "2025-01-14", started, done("Contents of six lessons agreed.")),
				by(delmara, "2025-10-28", atMeeting(4), onTrack, done("Lessons 1 to 3 are recorded.")),
				by(delmara, "2026-07-07", onTrack, done("Five lessons are recorded and translated."), next("Record the last lesson; open the course in December."),
					joinIn("Consulates may try the course from September."), expect("2026-12"), link("Lessons 1 to 5", "training/consular")),
			}},
		{Ref: "2.4", Title: "Guide to interviews with an interpreter", Output: "A guide and a film of ten minutes", Due: "2026", Leads: list{delmara, migration},
			Topics: list{"guides", "victim protection"},
			Reports: []report{
				by(migration, "2024-11-12", started, done("Interpreters of four members were asked.")),
				by(delmara, "2025-09-09", onTrack, done("The text is drafted.")),
				by(migration, "2026-09-22", atRisk, done("The text is agreed."), next("The film."), joinIn("A member with a studio could host the filming."), expect("2027-02")),
			}},
		{Ref: "2.5", Title: "Exchange placements between specialised units", Output: "Ten placements of two weeks", Due: "2025-12", Leads: list{farrowen},
			Supporting: list{harrowmere}, Topics: list{"training"},
			Reports: []report{
				by(farrowen, "2024-07-16", started, done("Six units offered places.")),
				by(farrowen, "2025-04-01", postponed("Travel budgets of three members were frozen for the year; the placements are put off to 2026-27.")),
				nothing(farrowen, "2025-10-30", atMeeting(4)),
				by(farrowen, "2026-03-17", next("Ask the units again once budgets for 2027 are known.")),
			}},
	}
}

func joined2024() []work {
	return []work{
		{Ref: "3.1", Title: "Handbook for joint inspection of fishing vessels", Output: "A handbook with forms", Due: "2026-Q4", Leads: list{delmara},
			Supporting: list{harrowmere, brennmark}, Partners: list{seafarers, office}, Topics: list{"guides", "labour exploitation"},
			Reports: []report{
				by(delmara, "2025-10-28", atMeeting(4), done("An outline was shown to the meeting.")),
				by(delmara, "2026-09-01", atRisk, next("Begin once the course for consular staff is open."), joinIn("Members with a coast guard are asked for their forms.")),
			}},
		{Ref: "3.2", Title: "Checklist for safe return: trial in the field", Output: "A report on twenty returns", Due: "2026-06-30", Leads: list{migration},
			Supporting: list{delmara}, Partners: list{office}, Topics: list{"return"},
			Reports: []report{
				by(migration, "2025-02-18", started, onTrack, done("Two members take part.")),
				by(migration, "2025-12-09", onTrack, done("Fourteen returns followed."), next("Six more, then the report.")),
				by(migration, "2026-03-30", completed("2026-03-30"), done("Twenty returns followed; the checklist was shortened."), link("Report on the trial", "guides/safe-return-trial")),
			}},
		{Ref: "3.3", Title: "Posters with the hotline at border crossings", Output: "Posters at thirty crossings", Due: "2026-09", Leads: list{brennmark},
			Topics: list{"border management", "awareness"},
			Reports: []report{
				by(brennmark, "2024-05-21", started, done("Design agreed.")),
				chairs("2024-11-26", workplan.StatusWithdrawn, "The hotline was to close; posters would have led nowhere."),
				chairs("2025-05-20", workplan.StatusPlanned, "The hotline stays open under a new host."),
				by(brennmark, "2025-09-30", started, done("Posters printed with the new number.")),
				by(brennmark, "2026-02-10", onTrack, done("Posters hang at twelve crossings."), link("Where the posters hang", "posters/map")),
				by(brennmark, "2026-11-03", atRisk, done("Posters hang at twenty-two crossings."), next("Eight more."), expect("2027-Q1")),
			}},
		{Ref: "3.4", Title: "Note on a shared register of documents", Output: "A note on what is possible", Due: "2025-Q4", Leads: list{caldreth},
			Topics: list{"data protection"},
			Reports: []report{
				by(caldreth, "2024-10-15", started, done("The laws of four members were read.")),
				chairs("2025-11-05", workplan.StatusWithdrawn, "The laws of most members do not allow a shared register; the meeting agreed to stop.", sent("2025-11-07"), atMeeting(4)),
			}},
		{Ref: "3.5", Title: "Protocol for the handling of sensitive case files", Output: "A protocol for the contact points", Due: "2025-06",
			Leads: list{prevention}, Topics: list{"investigation", "data protection"}, Audience: workplan.AudienceChairs, Follows: list{"example-wg-2021-23/3.3"},
			Reports: []report{
				by(prevention, "2024-09-10", started, done("One of the two open questions is settled.")),
				by(prevention, "2025-06-24", atRisk, done("The protocol is ready but for one clause."), expect("2025-11")),
				by(prevention, "2025-11-28", sent("2026-02-03"), completed("2025-11-28"), done("Protocol adopted by the contact points.")),
			}},
	}
}

func partnered2024() []work {
	return []work{
		{Ref: "4.1", Title: "Annual round table with carriers and employers", Output: "One round table a year", Continuing: true, Leads: list{farrowen},
			Partners: list{platform, forum}, Topics: list{"private sector"}, Follows: list{"example-wg-2021-23/4.1"},
			Reports: []report{
				by(farrowen, "2024-12-03", started, done("Fourth round table.")),
				by(farrowen, "2025-11-25", onTrack, done("Fifth round table, on fair recruitment."), link("Summary of the fifth round table", "round-table/5")),
				by(farrowen, "2026-11-17", onTrack, done("Sixth round table, with seventeen companies."), joinIn("Members may propose a theme for 2027.")),
			}},
		{Ref: "4.2", Title: "Advisory panel of survivors", Output: "A panel of seven", Due: "2025-Q4", Leads: list{harrowmere, farrowen}, Partners: list{seafarers},
			Topics: list{"victim protection", "civil society"}, Origin: "Begun anew: the panel of the first plan had not been set up",
			Reports: []report{
				nothing(harrowmere, "2024-12-10"),
				by(harrowmere, "2025-06-10", done("Terms of reference are drafted."), joinIn("Members may name candidates.")),
			}},
		{Ref: "4.3", Title: "Pledge of carriers on crew recruitment", Output: "A pledge signed by ten carriers", Due: "2026", Leads: list{eskenia},
			Partners: list{platform}, Topics: list{"private sector", "labour exploitation"}},
	}
}
