-- For Typst: what the manuscript's classes are there, and the page of what leads back.

local function raw_label(name)
  return " #label(\"" .. name .. "\")"
end

-- An invisible anchor at the beginning of blocks, so that paragraphs stay paragraphs.
local function anchored(blocks, name)
  local anchor = "#metadata(none)" .. raw_label(name)
  local first = blocks[1]
  if first and first.t == "Para" then
    first.content:insert(1, pandoc.RawInline("typst", anchor))
  else
    blocks:insert(1, pandoc.RawBlock("typst", anchor))
  end
  return blocks
end

local function call(name, content, raw, label)
  local made = pandoc.List({ raw("typst", "#" .. name .. "[") })
  made:extend(content)
  made:insert(raw("typst", "]" .. label))
  return made
end

local blocks = {
  "facts", "part-note", "essay", "experience", "voice-label", "claim", "since", "term", "ref",
}

function Div(div)
  local classes = div.classes
  -- The pages before the contents have the colophon, and no heading stands above it.
  if classes:includes("colophon") then return {} end
  if classes:includes("place") or classes:includes("resumed") then
    return anchored(div.content, div.identifier)
  end
  for _, name in ipairs(blocks) do
    if classes:includes(name) then
      local label = div.identifier ~= "" and raw_label(div.identifier) or ""
      return call(name, div.content, pandoc.RawBlock, label)
    end
  end
end

function Span(span)
  for _, name in ipairs({ "number", "places" }) do
    if span.classes:includes(name) then return call(name, span.content, pandoc.RawInline, "") end
  end
end

function Link(link)
  if link.classes:includes("back") then
    return pandoc.RawInline("typst", "#page-of(\"" .. link.target:sub(2) .. "\")")
  end
end
