package api

import "testing"

func TestBodies(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		long := `{"code":"x","name":"` + letters(301) + `"}`
		w.play(
			scenario{as: "reader", req: "GET /bodies", want: 200, has: all(`"code":"wg"`, `"code":"other"`, `"next_cursor":null`)},
			scenario{as: "reader", req: "GET /bodies?x=1", want: 422, problem: "invalid", has: all(`"pointer":"?x"`, "no parameters are allowed")},
			scenario{as: "admin", req: "POST /bodies", body: `{"code":"tfpp","name":"Task Force","short_name":"TFPP","description":"d","source":"s"}`, want: 201,
				has: all(`"code":"tfpp"`, `"short_name":"TFPP"`, `"created_at":"2024-03-01T09:00:00`), header: all("Location: /api/v1/bodies/tfpp", `ETag: "1-`, "Cache-Control: no-store")},
			scenario{as: "reader", req: "GET /bodies/tfpp", want: 200, has: all(`"name":"Task Force"`), header: all("Cache-Control: private, no-cache")},
			scenario{as: "admin", req: "POST /bodies", body: `{"code":"tfpp","name":"Again"}`, want: 409, problem: "already-exists"},
			scenario{as: "chair", req: "POST /bodies", body: `{"code":"mine","name":"Mine"}`, want: 403, problem: "forbidden", has: all("admin")},
			scenario{as: "admin", req: "POST /bodies", body: `{"code":"Bad Code","name":" ","colour":"red","Description":1}`, want: 422, problem: "invalid",
				has: all(`"/code"`, `"/name"`, `"/colour"`, `"/Description"`, "unknown_member", "bad_code", "description is meant")},
			scenario{as: "admin", req: "POST /bodies", body: long, want: 422, has: all("too_long")},
			scenario{as: "admin", req: "POST /bodies", body: `{"code":"system","name":"S"}`, want: 422, has: all("reserved")},
			scenario{as: "admin", req: "POST /bodies?dry=1", body: `{"code":"q","name":"Q"}`, want: 422, problem: "invalid", has: all(`"?dry"`)},
			scenario{as: "reader", req: "GET /bodies/none", want: 404, problem: "not-found"},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"short_name":"WG"}`, match: "now", want: 200, has: all(`"short_name":"WG"`, `"name":"Body wg"`)},
			scenario{as: "sec", req: "PATCH /bodies/wg", body: `{"short_name":null}`, match: "now", want: 200, has: all(`"short_name":""`)},
			scenario{as: "admin", req: "PATCH /bodies/wg", body: `{"description":"By admin"}`, headers: all("Content-Type", "application/merge-patch+json"), match: "now", want: 200, has: all("By admin")},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{}`, match: "now", want: 200},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"name":null}`, match: "now", want: 422, has: all(`"/name"`, "required")},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"code":"new"}`, match: "now", want: 422, has: all(`"/code"`, "unknown_member")},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"name":"X"}`, match: `"1-0000000000000000"`, want: 412, problem: "stale"},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"name":"X"}`, want: 428, problem: "precondition-required"},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"name":"X"}`, match: "*", want: 428},
			scenario{as: "chair", req: "PATCH /bodies/wg", body: `{"name":"X"}`, match: "3", want: 400, problem: "malformed"},
			scenario{as: "stranger", req: "PATCH /bodies/wg", body: `{"name":"X"}`, match: "now", want: 403, problem: "forbidden"},
			scenario{as: "reader", req: "PATCH /bodies/wg", body: `{"name":"X"}`, match: "now", want: 403},
			scenario{as: "chair", req: "PATCH /bodies/none", body: `{"name":"X"}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "admin", req: "DELETE /bodies/wg", want: 405, problem: "method-not-allowed", header: all("Allow: GET", "Allow: PATCH")},
		)
	})
}
