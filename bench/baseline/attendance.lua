-- Marks the attendance of another candidate with each request. Reads from the environment: EXAM, PREFIX (of the roll
-- numbers, which end in eight digits), FIRST and LAST (candidates of this run), TOKENS (a file with a token a line:
-- candidate n is in the slot of the operator whose token stands in line n % lines + 1), and THREADS.

local threads = 0

function setup(thread)
   thread:set("offset", threads)
   threads = threads + 1
end

function init()
   local exam = os.getenv("EXAM")
   prefix = os.getenv("PREFIX")
   step = tonumber(os.getenv("THREADS"))
   number = tonumber(os.getenv("FIRST")) + offset
   last = tonumber(os.getenv("LAST"))
   before = '{"examId":"' .. exam .. '","rollNumber":"' .. prefix
   local length = #before + 8 + 2
   heads = {}
   for token in io.lines(os.getenv("TOKENS")) do
      heads[#heads + 1] = "POST /api/attendance HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
         .. "\r\nAuthorization: Bearer " .. token
         .. "\r\nContent-Type: application/json\r\nContent-Length: " .. length .. "\r\n\r\n" .. before
   end
end

function request()
   local candidate = number
   if candidate > last then
      -- Nobody is left: what follows is refused, and the run is not counted.
      candidate = last
   else
      number = number + step
   end
   return heads[candidate % #heads + 1] .. string.format('%08d"}', candidate)
end

function done(summary, latency)
   io.write(string.format(
      '\n{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "refused": %d, "broken": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
      summary.errors.status,
      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
