// Package api is the JSON edge over HTTP: it decodes strictly, calls one use case, and encodes; it holds no rule of the domain.
//
// Every refusal and failure leaves through one error handler as a [Problem] (RFC 9457). It knows Echo and never the store. The route table is
// in api.go; handlers and their published types stand together, one file per noun. What handlers of one verb share is one function: read and
// list, create, edit, remove and end. Each takes the use case to run and how its result is published. The lines below, and api.md,
// describe the whole API to swag.
//
//	@title						Forward work plan tracker
//	@version					1.0
//	@description.markdown
//	@contact.name				Operator of this service
//	@contact.url				https://example.org/
//	@license.name				Not stated
//	@license.url				https://example.org/
//	@BasePath					/api/v1
//	@accept						json
//	@produce					json
//
//	@tag.name					bodies
//	@tag.description			Working groups and work streams.
//	@tag.name					members
//	@tag.description			The register of states and organisations, and their dated standing in bodies.
//	@tag.name					meetings
//	@tag.description			Meetings of bodies and their records: sessions, agenda, attendance, decisions, adoption and corrigenda.
//	@tag.name					plans
//	@tag.description			Work plans and their objectives.
//	@tag.name					items
//	@tag.description			Action items.
//	@tag.name					updates
//	@tag.description			Status updates: append-only reports on items.
//	@tag.name					deliverables
//	@tag.description			The outputs of items, and the stages that they reached.
//	@tag.name					openings
//	@tag.description			What leads seek from other members, and what these offer.
//	@tag.name					reports
//	@tag.description			Completion reports.
//	@tag.name					checks
//	@tag.description			The plan check: its rules, what they find, and waivers.
//	@tag.name					rounds
//	@tag.description			Reporting rounds: who is asked to report, who has answered, and the mails that remind them.
//	@tag.name					carry-over
//	@tag.description			Carry-over of open items, closing and reopening of plans.
//	@tag.name					proposals
//	@tag.description			What is proposed for the next plan of a body, who supports it and what was decided, and the windows in which proposals are taken.
//	@tag.name					me
//	@tag.description			Yourself and your tokens.
//	@tag.name					users
//	@tag.description			Users and their roles.
//	@tag.name					audit
//	@tag.description			Who changed what, when and by what right.
//
//	@securityDefinitions.apikey	BearerAuth
//	@in							header
//	@name						Authorization
//	@description				An API token: Authorization: Bearer fwp_… (make one with "fwp token create", or POST /me/tokens).
package api
