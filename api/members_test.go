package api

import "testing"

func TestMembers(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "sec", req: "POST /members", body: `{"code":"iom","name":"International Organization for Migration","short_name":"IOM","kind":"organisation","aliases":["OIM"]}`,
				want: 201, has: all(`"aliases":["OIM"]`, `"note":""`), header: all("Location: /api/v1/members/iom")},
			scenario{as: "admin", req: "POST /members", body: `{"code":"rso","name":"RSO","kind":"support_office","aliases":null}`, want: 201, has: all(`"aliases":[]`)},
			scenario{as: "chair", req: "POST /members", body: `{"code":"iom","name":"IOM","kind":"state"}`, want: 409, problem: "already-exists"},
			scenario{as: "lead", req: "POST /members", body: `{"code":"un","name":"UN","kind":"organisation"}`, want: 403, problem: "forbidden"},
			scenario{as: "chair", req: "POST /members", body: `{"code":"a--b","name":"","kind":"planet","aliases":["x","x",3]}`, want: 422,
				has: all(`"/code"`, `"/name"`, `"/kind"`, `"/aliases/2"`, "wrong_type")},
			scenario{as: "chair", req: "POST /members", body: `{"code":"ab","name":"N","kind":"state","aliases":["x","x",""]}`, want: 422, has: all(`"/aliases/1"`, `"/aliases/2"`, "duplicate", "required")},
			scenario{as: "guest", req: "GET /members/iom", want: 200, has: all(`"short_name":"IOM"`)},
			scenario{as: "guest", req: "GET /members/none", want: 404},
			scenario{as: "guest", req: "GET /members?kind=organisation,support_office", want: 200, has: all(`"iom"`, `"rso"`), hasNot: all(`"aland"`)},
			scenario{as: "guest", req: "GET /members?kind=planet", want: 422, has: all(`"?kind"`, "state, organisation")},
			scenario{as: "guest", req: "GET /members?q=vietnam", want: 200, has: all(`"code":"vnm"`), hasNot: all(`"aland"`)},
			scenario{as: "guest", req: "GET /members?q=viet+nam", want: 200, has: all(`"code":"vnm"`)},
			scenario{as: "guest", req: "GET /members?q=aland", want: 200, has: all(`"name":"Åland"`)},
			scenario{as: "guest", req: "GET /members?q=oim", want: 200, has: all(`"code":"iom"`)},
			scenario{as: "guest", req: "GET /members?q=nothing+of+that+name", want: 200, has: all(`{"data":[],"next_cursor":null}`)},
			scenario{as: "guest", req: "GET /members?fields=code,name&q=oim", want: 200, has: all(`{"data":[{"code":"iom","name":"International Organization for Migration"}],`)},
			scenario{as: "chair", req: "PATCH /members/iom", body: `{"aliases":["OIM","I.O.M."],"note":"n"}`, match: "now", want: 200, has: all(`"aliases":["OIM","I.O.M."]`, `"short_name":"IOM"`)},
			scenario{as: "chair", req: "PATCH /members/iom", body: `{"aliases":null}`, match: "now", want: 200, has: all(`"aliases":[]`, `"note":"n"`)},
			scenario{as: "chair", req: "PATCH /members/iom", body: `{"kind":null,"name":"  "}`, match: "now", want: 422, has: all(`"/kind"`, `"/name"`)},
			scenario{as: "lead", req: "PATCH /members/iom", body: `{"note":"x"}`, match: "now", want: 403},
			scenario{as: "chair", req: "PATCH /members/none", body: `{"note":"x"}`, match: `"1-0000000000000000"`, want: 404},
		)
	})
}

func TestMemberships(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const list = "/bodies/wg/memberships"
		w.play(
			scenario{as: "guest", req: "GET " + list, want: 200, has: all(`"number":1`, `"member":"gland"`, `"role":"guest"`, `"from":"2020"`, `"to":null`)},
			scenario{as: "guest", req: "GET /bodies/none/memberships", want: 404},
			scenario{as: "guest", req: "GET " + list + "?limit=2&sort=-number", want: 200, has: all(`"number":5`, `"number":4`), hasNot: all(`"number":3`), header: all(`Link: rel="next"`)},
			scenario{as: "sec", req: "POST " + list, body: `{"member":"oland","role":"member","from":"2023","note":"Formalised."}`, want: 201,
				has: all(`"number":6`, `"from":"2023"`), header: all("Location: /api/v1/bodies/wg/memberships/6")},
			scenario{as: "admin", req: "POST /bodies/other/memberships", body: `{"member":"aland","role":"co_chair"}`, want: 201, has: all(`"from":null`)},
			scenario{as: "stranger", req: "POST " + list, body: `{"member":"oland","role":"member"}`, want: 403},
			scenario{as: "chair", req: "POST /bodies/none/memberships", body: `{"member":"oland","role":"member"}`, want: 404},
			scenario{as: "chair", req: "POST " + list, body: `{"member":"mars","role":"king","from":"2023-Q5","to":2020}`, want: 422, has: all(`"/role"`, `"/from"`, `"/to"`, "not_a_date")},
			scenario{as: "chair", req: "POST " + list, body: `{"member":"mars","role":"king","from":"2023","to":"2020-Q4"}`, want: 422, has: all(`"/member"`, `"/role"`, `"/to"`, "out_of_order", "unknown")},
			scenario{as: "guest", req: "GET " + list + "/6", want: 200, has: all(`"member":"oland"`)},
			scenario{as: "guest", req: "GET " + list + "/99", want: 404},
			scenario{as: "guest", req: "GET " + list + "/06", want: 404},
			scenario{as: "guest", req: "GET " + list + "/99999999999", want: 404},
			scenario{as: "chair", req: "PATCH " + list + "/4", body: `{"to":"2022-Q4"}`, match: "now", want: 200, has: all(`"to":"2022-Q4"`, `"from":"2020"`, `"role":"observer"`)},
			scenario{as: "chair", req: "PATCH " + list + "/99", body: `{"to":"2022"}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "stranger", req: "PATCH " + list + "/4", body: `{"to":"2022"}`, match: "now", want: 403},
			scenario{as: "chair", req: "PATCH " + list + "/4", body: `{"to":"2019"}`, match: "now", want: 422, has: all(`"/to"`)},
			scenario{as: "guest", req: "GET " + list + "?on=2022-12-31", want: 200, has: all(`"role":"observer"`), hasNot: all(`"number":6`)},
			scenario{as: "guest", req: "GET " + list + "?on=2023-01-01", want: 200, has: all(`"number":6`), hasNot: all(`"role":"observer"`)},
			scenario{as: "guest", req: "GET " + list + "?on=2023", want: 422, has: all(`"?on"`, "not_a_date")},
			scenario{as: "chair", req: "PATCH " + list + "/4", body: `{"to":null}`, match: "now", want: 200, has: all(`"to":null`)},
		)
	})
}

func TestMeetings(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "guest", req: "GET /meetings", want: 200, has: all(`"code":"wg-1"`, `"number":null`, `"starts":"2025-02"`)},
			scenario{as: "guest", req: "GET /meetings?body=other", want: 200, has: all(`"data":[]`)},
			scenario{as: "guest", req: "GET /meetings?q=meeting+wg-2", want: 200, has: all(`"wg-2"`), hasNot: all(`"wg-1"`)},
			scenario{as: "guest", req: "GET /meetings?sort=-code&limit=1&fields=code", want: 200, has: all(`[{"code":"wg-x"}]`)},
			scenario{as: "guest", req: "GET /meetings/wg-1", want: 200, has: all(`"starts":"2024-02-20"`)},
			scenario{as: "guest", req: "GET /meetings/none", want: 404},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"wg-3","body":"wg","name":"Third","number":3,"starts":"2026","place":"Bangkok"}`, want: 201,
				has: all(`"number":3`, `"place":"Bangkok"`, `"ends":null`), header: all("Location: /api/v1/meetings/wg-3")},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"wg-3","body":"wg","name":"Third"}`, want: 409, problem: "already-exists"},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"wg-4","body":"wg","name":"Fourth","number":3}`, want: 409, problem: "already-exists"},
			scenario{as: "admin", req: "POST /meetings", body: `{"code":"wg-5","body":"wg","name":"Fifth"}`, want: 403},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"x","body":"nowhere","name":"X"}`, want: 422, has: all(`"/body"`, "unknown")},
			scenario{as: "sec", req: "POST /meetings", body: `{"code":"","body":"W","number":0,"starts":"2026","ends":"2025"}`, want: 422,
				has: all(`"/code"`, `"/body"`, `"/number"`, `"/name"`, `"/ends"`)},
			scenario{as: "chair", req: "PATCH /meetings/wg-3", body: `{"number":null,"ends":"2026-02"}`, match: "now", want: 200, has: all(`"number":null`, `"ends":"2026-02"`, `"place":"Bangkok"`)},
			scenario{as: "chair", req: "PATCH /meetings/wg-3", body: `{"number":1}`, match: "now", want: 409, problem: "already-exists"},
			scenario{as: "chair", req: "PATCH /meetings/wg-3", body: `{"number":10000,"name":null}`, match: "now", want: 422, has: all(`"/number"`, `"/name"`)},
			scenario{as: "stranger", req: "PATCH /meetings/wg-3", body: `{"place":"Y"}`, match: "now", want: 403},
			scenario{as: "chair", req: "PATCH /meetings/none", body: `{"place":"Y"}`, match: `"1-0000000000000000"`, want: 404},
		)
	})
}
