package demo

import (
	"context"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// ExampleWG is the fictional body; its meetings and plans are named after it.
const ExampleWG = "example-wg"

// The fictional members. None of these states or organisations exists.
const (
	aldoria    = "aldoria"
	brennmark  = "brennmark"
	caldreth   = "caldreth"
	delmara    = "delmara"
	eskenia    = "eskenia"
	farrowen   = "farrowen"
	galvenia   = "galvenia"
	harrowmere = "harrowmere"
	migration  = "example-migration-organisation"
	prevention = "example-crime-prevention-agency"
	forum      = "example-regional-forum"
	seafarers  = "example-seafarers-trust"
	platform   = "example-job-platform"
	office     = "example-support-office"
)

// focalPoints gives the user who reports for each lead.
var focalPoints = map[string]string{
	aldoria: "ilse.thornwick", brennmark: "jonas.mirefield", caldreth: "oda.fenwarden", delmara: demoLead, eskenia: "tessa.underhollow",
	farrowen: "milo.greywater", galvenia: demoObserver, harrowmere: "wanda.brackenridge", migration: "nadia.larkspur", prevention: "bruno.hollowell",
}

// exampleStory is the fictional group from its first meeting to these days.
func exampleStory(today workplan.Date) *story {
	s := &story{}
	s.found("2021-06-01")
	s.register("2021-06-01")
	s.admit("2021-06-02")
	s.meet()
	s.keep(example2021())
	s.keep(example2024())
	s.amend()
	s.bring(exampleOutputs(), exampleOpenings())
	s.draftNext()
	s.ask(today)
	return s
}

// found makes the body and those who keep it.
func (s *story) found(on workplan.Date) {
	s.then(on, "found "+ExampleWG, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreateBody(ctx, operator, workplan.NewBody{Code: ExampleWG, BodyContent: workplan.BodyContent{
			Name: "Example Working Group (fictional)", ShortName: "Example WG",
			Description: "A fictional working group for demonstration. Its members, people, meetings, plans and reports are invented; nothing here " +
				"describes a real state, organisation or person.",
			Source: "Invented for demonstration.",
		}})
		return err
	})
	s.user(on, demoSecretariat, "Demo secretariat", workplan.NewBinding{Role: workplan.RoleSecretariat, Body: ExampleWG})
	s.user(on, demoCoChair, "Demo co-chair", workplan.NewBinding{Role: workplan.RoleCoChair, Body: ExampleWG})
}

// user gives a fictional person access; roles hold from 2021-01-01 unless they say otherwise.
func (s *story) user(on workplan.Date, username, name string, roles ...workplan.NewBinding) {
	for n := range roles {
		if roles[n].FromDate == "" {
			roles[n].FromDate = "2021-01-01"
		}
	}
	s.then(on, "user "+username, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreateUser(ctx, operator, workplan.NewUser{Username: username, Name: name, Email: username + "@example.org", Bindings: roles})
		return err
	})
}

// register enters the fictional members and their standing in the body.
func (s *story) register(on workplan.Date) {
	const chair, member, observer, guest = workplan.MembershipCoChair, workplan.MembershipMember, workplan.MembershipObserver, workplan.MembershipGuest
	for _, m := range []struct {
		code, name, short string
		kind              workplan.MemberKind
		role              workplan.MembershipRole
	}{
		{aldoria, "Republic of Aldoria (fictional)", "Aldoria", workplan.KindState, chair},
		{brennmark, "Kingdom of Brennmark (fictional)", "Brennmark", workplan.KindState, chair},
		{caldreth, "Federation of Caldreth (fictional)", "Caldreth", workplan.KindState, member},
		{delmara, "Republic of Delmara (fictional)", "Delmara", workplan.KindState, member},
		{eskenia, "Union of Eskenia (fictional)", "Eskenia", workplan.KindState, member},
		{farrowen, "Commonwealth of Farrowen (fictional)", "Farrowen", workplan.KindState, member},
		{galvenia, "Principality of Galvenia (fictional)", "Galvenia", workplan.KindState, observer},
		{harrowmere, "Islands of Harrowmere (fictional)", "Harrowmere", workplan.KindState, observer},
		{migration, "Example Migration Organisation (fictional)", "Example Migration Org.", workplan.KindOrganisation, member},
		{prevention, "Example Crime Prevention Agency (fictional)", "Example Crime Prevention", workplan.KindOrganisation, member},
		{forum, "Example Regional Forum (fictional)", "Example Forum", workplan.KindRegionalBody, guest},
		{seafarers, "Example Seafarers Trust (fictional)", "Example Seafarers Trust", workplan.KindCivilSociety, guest},
		{platform, "Example Job Platform Company (fictional)", "Example Job Platform", workplan.KindPrivateSector, guest},
		{office, "Example Support Office (fictional)", "Example Support Office", workplan.KindSupportOffice, guest},
	} {
		s.then(on, "enter "+m.name, func(ctx context.Context, t *tracker.Tracker) error {
			_, err := t.CreateMember(ctx, as(demoSecretariat), workplan.NewMember{Code: m.code, MemberContent: workplan.MemberContent{
				Name: m.name, ShortName: m.short, Kind: m.kind, Note: "Fictional.", Source: "Invented for demonstration."}})
			return err
		})
		standing := workplan.MembershipContent{Role: m.role, FromDate: "2021-01-01"}
		if m.code == harrowmere {
			standing.ToDate, standing.Note = "2023", "Observer until it became a member."
		}
		s.stand(on, m.code, standing)
	}
	s.stand("2024-01-15", harrowmere, workplan.MembershipContent{Role: member, FromDate: "2024", Note: "Member since 2024, observer before."})
}

func (s *story) stand(on workplan.Date, member string, in workplan.MembershipContent) {
	s.then(on, "standing of "+member, func(ctx context.Context, t *tracker.Tracker) error {
		_, err := t.CreateMembership(ctx, as(demoSecretariat), ExampleWG, workplan.NewMembership{Member: member, MembershipContent: in})
		return err
	})
}

// admit gives access to the focal points, the reader and the admin.
func (s *story) admit(on workplan.Date) {
	focal := func(member, agency string) workplan.NewBinding {
		return workplan.NewBinding{Role: workplan.RoleFocalPoint, Body: ExampleWG, Member: member, Agency: agency}
	}
	justice := focal(brennmark, "Ministry of Justice of Brennmark (fictional)")
	justice.ToDate = "2023-12-31"
	guard := focal(brennmark, "Border Guard of Brennmark (fictional)")
	guard.FromDate = "2024-01-01"
	s.user(on, demoLead, "Demo lead", focal(delmara, "Ministry of Labour of Delmara (fictional)"))
	s.user(on, demoObserver, "Demo observer", focal(galvenia, "Foreign Office of Galvenia (fictional)"))
	s.user(on, demoReader, "Demo reader", workplan.NewBinding{Role: workplan.RoleReader, Body: ExampleWG})
	s.user(on, demoAdmin, "Demo admin", workplan.NewBinding{Role: workplan.RoleAdmin})
	s.user(on, "ilse.thornwick", "Ilse Thornwick (fictional)", focal(aldoria, "Ministry of the Interior of Aldoria (fictional)"))
	s.user(on, "jonas.mirefield", "Jonas Mirefield (fictional)", justice, guard)
	s.user(on, "oda.fenwarden", "Oda Fenwarden (fictional)", focal(caldreth, "Statistical Office of Caldreth (fictional)"))
	s.user(on, "tessa.underhollow", "Tessa Underhollow (fictional)", focal(eskenia, "Judicial Academy of Eskenia (fictional)"))
	s.user(on, "milo.greywater", "Milo Greywater (fictional)", focal(farrowen, "Department of Trade of Farrowen (fictional)"))
	s.user(on, "nadia.larkspur", "Nadia Larkspur (fictional)", focal(migration, "Protection unit"))
	s.user(on, "bruno.hollowell", "Bruno Hollowell (fictional)", focal(prevention, "Analysis unit"))
	s.user("2024-01-15", "wanda.brackenridge", "Wanda Brackenridge (fictional)", focal(harrowmere, "Harbour Authority of Harrowmere (fictional)"))
}
